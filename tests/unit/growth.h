// What eight times as much costs: about eight times, and sixty-four times where each is held
// against all others. Both are counted in the same process, in its own processor's time, so that it
// does not matter how fast the machine is and what else it does.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <functional>
#include <limits>

namespace queuehound {

// Caches that hold no more than once as much make it more than eight.
inline constexpr double kLinearGrowth = 30;

// `work` of 1 takes milliseconds where it is as bad as it should not be.
inline double growth_of(const std::function<void(std::size_t times)>& work) {
  const auto cost = [&](std::size_t times) {
    const std::clock_t begin = std::clock();
    work(times);
    return std::max<std::clock_t>(std::clock() - begin, 1);
  };
  // By turns: a neighbour who takes the cache away for a while does so from both.
  std::clock_t once = std::numeric_limits<std::clock_t>::max(), eight_times = once;
  for (int turn = 0; turn < 5; ++turn) {
    once = std::min(once, cost(1));
    eight_times = std::min(eight_times, cost(8));
  }
  return static_cast<double>(eight_times) / static_cast<double>(once);
}

}  // namespace queuehound
