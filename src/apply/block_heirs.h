// Two actions may want one address blocked, and a firewall keeps one entry for it: undone, the one
// whose entry it is leaves it to the other.
#pragma once

#include <string>
#include <vector>

#include "apply/block_wish.h"

namespace queuehound {

// What another action wants of the addresses that are given up.
struct BlockHeir {
  std::string id;  // "A-12"
  std::string reason;
  BlockDone wish;  // with those addresses alone
};

// `given_up`: sorted. Of several that want an address the one that wants it longest; whose time is
// over wants nothing. Those first that were done first.
std::vector<BlockHeir> heirs_of(const std::vector<StandingAction>& standing,
                                const std::vector<IpNetwork>& given_up, Time now);

}  // namespace queuehound
