// Wrong passwords in Roundcube's logs, until it is known that nobody typed their lines. A name
// typed at its login may hold line feeds, and Roundcube logs it raw: whoever guesses can end the
// line with somebody else's address and begin another. Two things he cannot do: type a session mark
// (has_roundcube_session), so that a line behind his that has one is Roundcube's own; and write
// behind his own address, which follows the name within its longest length. So a failure is proven
// where each line that begins within that reach has a mark or names the same address.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "base/ip_address.h"
#include "evidence/ledger.h"

namespace queuehound {

class HeldFailures {
 public:
  explicit HeldFailures(Ledger& ledger) : ledger_(ledger) {}  // which must outlive it

  // Each line is told first, in order: where it begins and ends, and whom it names, if anybody.
  void pass(std::uint64_t offset, std::uint64_t end, bool has_session,
            const std::optional<IpAddress>& address);
  // The failure that the line passed last tells of. Learnt when what is behind it is known.
  void hold(const Login& failure);
  // A line at `offset` without a session may be the rest of one that has one, whatever that says:
  // who types breaks off the sense of it, too.
  bool may_be_typed(std::uint64_t offset) const { return offset < typed_until_; }
  void finish();  // the log ends: nothing stands behind those that are left

 private:
  struct Held {
    Login login;  // its views are into the strings beside it, once it is learnt
    std::string user, line;
    std::uint64_t end = 0;
  };
  void learn_first();

  Ledger& ledger_;
  std::deque<Held> held_;
  std::uint64_t typed_until_ = 0;
};

}  // namespace queuehound
