// Who is blocked: what the journal says we did, held against what the firewalls show.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "apply/journal.h"

#include "apply/doing.h"
#include "base/ip_address.h"

namespace queuehound {

// An address that the journal says we block, and the row of an action that wants it so: where
// several do, one for each.
struct OurBlock {
  IpNetwork network;
  std::size_t row = 0;
};
// `rows`: actions, oldest first; those of another kind do not count. Sorted by address, then the
// newest first.
std::vector<OurBlock> our_blocks(const std::vector<JournalledAction>& rows);

struct BlockedNow {
  IpNetwork network;
  std::string backend;
  std::optional<std::size_t> row;          // nothing: not ours
  std::optional<Time> until = {};          // the firewall's word, else the journal's
  std::optional<std::uint64_t> hits = {};  // packets dropped
  bool holds = true;                       // the firewall shows it
  std::string tag = {};                    // of what no row is ours: a lost journal's, or ""
};
// Ours first, by address, then others'. Asks the firewalls in use and those that the journal names.
Result<std::vector<BlockedNow>> blocked_now(const LiveServer& live,
                                            const std::vector<JournalledAction>& rows);

// Actions whose time is over and that are not undone.
std::vector<JournalledAction> overdue_blocks(const std::vector<JournalledAction>& rows, Time now);

// Whether anything is still blocked until a time that will come.
bool has_timed_blocks(const std::vector<JournalledAction>& rows);

}  // namespace queuehound
