// What chance makes of a usual share.
#pragma once

#include <cmath>
#include <cstdint>

namespace queuehound {

// Is `count` of `all` no more than a usual `share` and chance bring about? Two standard deviations
// of a Poisson count; one alone is always chance.
inline bool is_chance(std::uint64_t count, std::uint64_t all, double share) {
  const double usual = share * static_cast<double>(all);
  return count <= 1 || static_cast<double>(count) <= usual + 2 * std::sqrt(usual);
}

}  // namespace queuehound
