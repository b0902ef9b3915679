// Any sixty minutes, not those of the clock: what begins at half past would be two halves, and
// where the clock's hours lie is the zone's doing.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/time.h"

namespace queuehound {

// How many of `times`, which are in order, lie within one hour, at most.
std::size_t most_in_an_hour(std::span<const Time> times);

struct Burst {  // from its first to its last
  Time first{}, last{};
  std::size_t count = 0;
};

// Those of `times`, which are in order, that lie in an hour with at least `least` of them and no
// pause that chance would not make among so many: who writes half an hour before a flood is no part
// of it. What overlaps is one.
std::vector<Burst> bursts_of(std::span<const Time> times, std::size_t least);

// Of `bursts` as they come from above.
bool is_in(const std::vector<Burst>& bursts, Time at);

}  // namespace queuehound
