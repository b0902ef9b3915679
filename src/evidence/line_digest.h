// How a line that was read past is known again where it is read a second time: its log may have
// been rotated or written over since, and another line would prove nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace queuehound {

// Of the beginning of a line, which is what is shown of it; never 0. Keyed, so it is this run's, or
// that of the folder of checkpoints.
inline std::uint32_t digest_of_line(std::string_view line) {
  constexpr std::size_t kShown = 300;
  return std::max(1u, static_cast<std::uint32_t>(keyed_hash(line.substr(0, kShown))));
}

}  // namespace queuehound
