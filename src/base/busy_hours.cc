#include "base/busy_hours.h"

#include <algorithm>

namespace queuehound {
namespace {

constexpr seconds kHour{3600};

}  // namespace

std::size_t most_in_an_hour(std::span<const Time> times) {
  std::size_t most = 0, first = 0;
  for (std::size_t last = 0; last < times.size(); ++last) {
    while (times[last] - times[first] >= kHour) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

std::vector<Burst> bursts_of(std::span<const Time> times, std::size_t least) {
  // Of intervals five times as long as the mean there is one in 150.
  const seconds pause = kHour * 5 / static_cast<std::int64_t>(std::max<std::size_t>(least, 1));
  std::vector<Burst> bursts;
  std::size_t first = 0, counted = 0;  // those before `counted` are in a burst, or in none
  for (std::size_t last = 0; last < times.size(); ++last) {
    if (last > 0 && times[last] - times[last - 1] > pause) first = last;
    while (times[last] - times[first] >= kHour) ++first;
    if (last - first + 1 < least) continue;
    if (bursts.empty() || counted <= first) bursts.push_back({times[first], {}, 0});
    bursts.back().last = times[last];
    bursts.back().count += last + 1 - std::max(first, counted);
    counted = last + 1;
  }
  return bursts;
}

bool is_in(const std::vector<Burst>& bursts, Time at) {
  const auto after = std::ranges::upper_bound(bursts, at, {}, &Burst::first);
  return after != bursts.begin() && at <= std::prev(after)->last;
}

}  // namespace queuehound
