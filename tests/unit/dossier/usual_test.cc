#include "dossier/usual.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

// `days`: recipients on each day of 24 h, the window's first, then back in time.
Past past_of_days(const std::vector<std::uint32_t>& days, std::int64_t hours_of_last = 23) {
  World world;
  world.ledger.oldest_log = kNow - seconds(86400 * (static_cast<std::int64_t>(days.size()) - 1)) -
                            seconds(3600 * hours_of_last);
  ActorRecord& actor = world.ledger.actors.emplace_back();
  const auto end_hour = static_cast<std::int32_t>(kNow.time_since_epoch().count() / 3600);
  for (std::size_t back = days.size(); back-- > 0;)
    if (days[back] != 0)
      world.ledger.hours.push_back(
          {end_hour - static_cast<std::int32_t>(back) * 24 - 12, 1, days[back]});
  actor.hours.count = static_cast<std::uint32_t>(world.ledger.hours.size());
  Dossier dossier;
  dossier.actors = {0};
  return past_of(world.file(), dossier);
}

TEST(Past, IsWhatTheActorSendsOnOtherDays) {
  const struct {
    std::string_view what;
    std::vector<std::uint32_t> days;
    std::size_t past_days;
    double median;
    std::uint64_t busiest_day;
    std::size_t like_now;
    bool weekly, always;
  } rows[] = {
      {"a quiet actor that floods", {500, 4, 6, 5, 5, 7, 0, 5}, 7, 5, 7, 0, false, false},
      {"a weekly newsletter",
       {500, 5, 5, 5, 5, 5, 5, 480, 5, 5, 5, 5, 5, 5, 510, 5},
       15,
       5,
       510,
       2,
       true,
       false},
      {"last week's newsletter only",
       {500, 0, 0, 0, 0, 0, 0, 500, 0, 0},
       9,
       0,
       500,
       1,
       true,
       false},
      {"as much, but not on the same weekday", {500, 0, 0, 500, 0, 0}, 5, 0, 500, 1, false, false},
      {"always high", {500, 480, 500, 520, 490, 500, 510, 505, 500}, 8, 500, 520, 8, true, true},
      {"an episode of three days is not its own past",
       {500, 450, 400, 5, 5, 6},
       3,
       5,
       6,
       0,
       false,
       false},
      {"high for the three days there are", {500, 500, 500}, 0, 0, 0, 0, false, false},
      {"a log no older than the window", {500}, 0, 0, 0, 0, false, false},
      {"days without mail count", {500, 0, 0, 10, 0}, 4, 0, 10, 0, false, false},
      {"nothing in the window", {0, 5, 5}, 2, 5, 5, 0, false, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const Past past = past_of_days(row.days);
    EXPECT_EQ(past.days, row.past_days);
    EXPECT_EQ(past.median_day, row.median);
    EXPECT_EQ(past.busiest_day, row.busiest_day);
    EXPECT_EQ(past.days_like_now, row.like_now);
    EXPECT_EQ(past.is_weekly, row.weekly);
    EXPECT_EQ(past.is_always, row.always);
  }
}

// Logs begin where they were rotated, seldom at the hour of the scan.
TEST(Past, BeginsInTheMiddleOfADay) {
  const auto shop = [](std::uint32_t on_the_first_day, std::int64_t hours) {
    return past_of_days({400, 390, 410, 400, 405, 395, 400, 400, on_the_first_day}, hours);
  };
  EXPECT_TRUE(shop(250, 15).is_always) << "250 in 15 hours are 400 a day";
  EXPECT_FALSE(shop(20, 15).is_always) << "20 in 15 hours are a quiet day";
  const auto quiet_until_now = [](std::uint32_t on_the_first_day) {
    return past_of_days({40, 0, 0, 0, 0, 0, 0, 0, on_the_first_day}, 13);
  };
  EXPECT_EQ(quiet_until_now(12).days_like_now, 0u) << "a few within an hour are no day like now";
  EXPECT_EQ(quiet_until_now(20).days_like_now, 1u) << "half of it is, in however few hours";
}

TEST(Past, IsUnknownWithoutALog) {
  const World world;
  EXPECT_EQ(past_of(world.file(), Dossier{}).days, 0u);
}

TEST(Past, BusiestHourIsOfThePastOnly) {
  EXPECT_EQ(past_of_days({900, 40, 30, 20}).busiest_hour, 40u);
}

TEST(Past, MessagesStandForRecipientsThatNoLogNames) {
  World world;
  world.ledger.oldest_log = kNow - seconds(86400 * 5);
  const auto end_hour = static_cast<std::int32_t>(kNow.time_since_epoch().count() / 3600);
  world.ledger.hours.push_back({end_hour - 60, 33, 0});
  world.ledger.actors.emplace_back().hours.count = 1;
  Dossier dossier;
  dossier.actors = {0};
  EXPECT_EQ(past_of(world.file(), dossier).busiest_day, 33u);
}

}  // namespace
}  // namespace queuehound
