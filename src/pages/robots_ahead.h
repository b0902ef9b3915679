// A visitor's one request a moment behind a robot's, whose letters run on: whose are they?
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Letters that somebody has a page write who looked at the site's pages first: more are a robot's.
inline constexpr std::uint64_t kMoreThanAReader = 5;

class RobotsAhead {
 public:
  // Of those who asked for `page`, looked at nothing else or asked more often than a reader does.
  RobotsAhead(const WebEvidence& web, std::uint32_t suspect, const PageId& page, bool by_post);

  // `visitor` looked at the site first and asked once, behind one of them: that letters follow says
  // nothing of him. Robots who each look first and ask once have none of these ahead.
  bool are_ahead_of(const WebDriver& visitor) const;

 private:
  std::vector<Time> times_;  // sorted
};

}  // namespace queuehound
