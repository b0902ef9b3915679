// What each site's programs sent before the window, by PHP's mail log. Where one user runs
// everybody's sites and the main log has no cwd=, his past is that of all sites together: a shop's
// newsletter of last week would speak for the file that an intruder left in another site today.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "evidence/ledger.h"
#include "host/server.h"

namespace queuehound {

struct CallsInHour {
  std::int64_t hour = 0;  // since 1970
  std::uint64_t calls = 0;
};

class SiteCalls {
 public:
  SiteCalls(const Ledger& ledger, const Server& server);

  struct Use {
    Time logged_since{};              // the first call in the log that has the site's
    std::vector<CallsInHour> before;  // the window; in order
  };
  // nullptr: no log of PHP's has a call of the site's.
  const Use* of(const Site& site) const;

 private:
  std::map<const Site*, Use> uses_;
};

}  // namespace queuehound
