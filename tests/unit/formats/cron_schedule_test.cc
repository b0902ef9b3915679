#include "formats/cron_schedule.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

// Monday, 2026-11-23.
WallClock at(int hour, int minute, int day = 23) {
  return {days_from_civil(2026, 11, static_cast<unsigned>(day)) * 86400 + hour * 3600 +
          minute * 60 + 17};
}

struct Row {
  const char* schedule;
  WallClock wall;
  bool is_due;
};

TEST(CronSchedule, IsDueInTheMinutesItNames) {
  const Row rows[] = {
      {"* * * * *", at(10, 7), true},
      {"*/20 * * * *", at(10, 40), true},
      {"*/20 * * * *", at(10, 41), false},
      {"5,15,25-27 * * * *", at(10, 26), true},
      {"5,15,25-27 * * * *", at(10, 28), false},
      {"10/15 * * * *", at(10, 55), true},
      {"0-30/10 9 * * *", at(9, 20), true},
      {"0-30/10 9 * * *", at(9, 40), false},
      {"30 3 * * *", at(3, 30), true},
      {"30 3 * * *", at(4, 30), false},
      {"0 8 * * mon-fri", at(8, 0), true},
      {"0 8 * * Sat,sun", at(8, 0), false},
      {"0 8 * * 7", at(8, 0, 22), true},  // Sunday by its other number
      {"0 8 * * 0", at(8, 0, 22), true},
      {"0 8 1 * mon", at(8, 0), true},  // either, where both are given
      {"0 8 23 * tue", at(8, 0), true},
      {"0 8 1 * tue", at(8, 0), false},
      {"0 8 */2 * mon", at(8, 0), true},  // both, where one begins with a star
      {"0 8 */2 * tue", at(8, 0), false},
      {"0 8 * nov *", at(8, 0), true},
      {"0 8 * 12 *", at(8, 0), false},
      {"@hourly", at(14, 0), true},
      {"@Daily", at(0, 0), true},
      {"@weekly", at(0, 0), false},
      {"@weekly", at(0, 0, 22), true},
      {"@monthly", at(0, 0, 1), true},
  };
  for (const Row& row : rows) {
    const auto schedule = CronSchedule::parse(row.schedule);
    ASSERT_TRUE(schedule) << row.schedule;
    EXPECT_EQ(schedule->is_due(row.wall), row.is_due) << row.schedule;
  }
}

TEST(CronSchedule, WhatNoCronOrOnlySomeUnderstandIsNone) {
  for (const char* text : {"",
                           "@reboot",
                           "@every_minute",
                           "* * * *",
                           "* * * * * *",
                           "60 * * * *",
                           "* 24 * * *",
                           "* * 0 * *",
                           "* * * 13 *",
                           "* * * * 8",
                           "0~59 * * * *",
                           "5- * * * *",
                           "-5 * * * *",
                           "9-5 * * * *",
                           "*/0 * * * *",
                           "*/ * * * *",
                           "1, * * * *",
                           ",1 * * * *",
                           "1,,2 * * * *",
                           "a * * * *",
                           "100 * * * *",
                           "mon * * * *"})
    EXPECT_FALSE(CronSchedule::parse(text)) << text;
}

TEST(CronSchedule, KnowsTheDaysBefore1970) {
  const auto schedule = CronSchedule::parse("59 23 31 12 wed");
  ASSERT_TRUE(schedule);
  EXPECT_TRUE(schedule->is_due({-1}));
  EXPECT_FALSE(schedule->is_due({0}));
}

}  // namespace
}  // namespace queuehound
