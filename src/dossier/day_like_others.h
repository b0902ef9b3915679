// Of a steady sender a few letters of every day wait, in the queue, for weeks: such a day began
// nothing. Said of the days before the window only; a day without mail is one of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace queuehound {

// 0 of none; sorts `counts`.
inline double median_of(std::vector<std::uint64_t>& counts) {
  if (counts.empty()) return 0;
  std::ranges::sort(counts);
  const std::size_t middle = counts.size() / 2;
  return counts.size() % 2 == 1 ? static_cast<double>(counts[middle])
                                : static_cast<double>(counts[middle - 1] + counts[middle]) / 2.0;
}

// Twice what is usual stands out.
inline bool stands_out(std::uint64_t sent, double usual) {
  return static_cast<double>(sent) >= 2 * usual;
}
inline bool waits_mostly(std::uint64_t waiting, std::uint64_t sent) {
  constexpr std::uint64_t kOneOf = 5;
  return waiting * kOneOf >= sent;
}
inline bool is_day_like_others(std::uint64_t waiting, std::uint64_t sent, double usual) {
  return !stands_out(sent, usual) && !waits_mostly(waiting, sent);
}

}  // namespace queuehound
