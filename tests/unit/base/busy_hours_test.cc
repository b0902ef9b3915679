#include "base/busy_hours.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

std::vector<Time> at_minutes(std::initializer_list<int> minutes) {
  std::vector<Time> times;
  for (const int minute : minutes) times.emplace_back(seconds(minute * 60));
  return times;
}

TEST(BusyHours, the_most_of_any_sixty_minutes) {
  const struct {
    std::vector<Time> times;
    std::size_t most;
  } rows[] = {
      {{}, 0},
      {at_minutes({7}), 1},
      {at_minutes({7, 7, 7}), 3},
      {at_minutes({40, 50, 59, 60, 70, 80}), 6},  // two hours of the clock
      {at_minutes({0, 60}), 1},                   // the sixtieth minute is the next hour's
      {at_minutes({0, 30, 59, 90, 118, 119, 149}), 4},
  };
  for (const auto& [times, most] : rows) EXPECT_EQ(most_in_an_hour(times), most);
}

TEST(BusyHours, bursts_are_told_apart_and_hold_nothing_else) {
  const std::vector<Time> times =
      at_minutes({0, 200, 204, 208, 212, 216, 220, 280, 284, 500, 504, 600, 604, 608, 612, 616});
  const std::vector<Burst> bursts = bursts_of(times, 5);
  ASSERT_EQ(bursts.size(), 2u);
  EXPECT_EQ(bursts[0].first, times[1]);
  EXPECT_EQ(bursts[0].last, times[6]);
  EXPECT_EQ(bursts[0].count, 6u);
  EXPECT_EQ(bursts[1].first, times[11]);
  EXPECT_EQ(bursts[1].count, 5u);
  for (std::size_t i = 0; i < times.size(); ++i)
    EXPECT_EQ(is_in(bursts, times[i]), (i >= 1 && i <= 6) || i >= 11) << i;
  EXPECT_FALSE(is_in(bursts, times.back() + seconds(1)));
}

TEST(BusyHours, a_letter_well_before_the_flood_is_no_part_of_it) {
  std::vector<Time> times = at_minutes({30});
  for (int minute = 60; minute < 90; ++minute) times.emplace_back(seconds(minute * 60));
  const std::vector<Burst> bursts = bursts_of(times, 20);
  ASSERT_EQ(bursts.size(), 1u);
  EXPECT_EQ(bursts[0].first, times[1])
      << "among twenty an hour chance makes no pause of thirty minutes";
  EXPECT_EQ(most_in_an_hour(times), 31u);
}

TEST(BusyHours, bursts_that_overlap_are_one_and_each_is_counted_once) {
  const std::vector<Time> times = at_minutes({0, 20, 40, 60, 80, 100, 120});
  const std::vector<Burst> bursts = bursts_of(times, 3);
  ASSERT_EQ(bursts.size(), 1u);
  EXPECT_EQ(bursts[0].count, times.size());
  EXPECT_TRUE(bursts_of(times, 4).empty());
}

}  // namespace
}  // namespace queuehound
