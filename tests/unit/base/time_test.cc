#include "base/time.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

Time at(std::int64_t epoch) { return Time(seconds(epoch)); }

WallClock wall(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  return {days_from_civil(year, month, day) * 86400 + hour * 3600 + minute * 60};
}

TEST(Civil, DaysAndDatesAreInverse) {
  EXPECT_EQ(days_from_civil(1970, 1, 1), 0);
  EXPECT_EQ(days_from_civil(2000, 3, 1), 11017);
  EXPECT_EQ(days_from_civil(1, 1, 1), -719162);
  for (std::int64_t day = -719162; day <= days_from_civil(9999, 12, 31); day += 13) {
    const CivilDate date = civil_from_days(day);
    ASSERT_TRUE(is_valid_date(date.year, date.month, date.day));
    ASSERT_EQ(days_from_civil(date.year, date.month, date.day), day);
  }
  EXPECT_FALSE(is_valid_date(2026, 2, 29));
  EXPECT_TRUE(is_valid_date(2028, 2, 29));
  EXPECT_FALSE(is_valid_date(1900, 2, 29));
}

TEST(Rfc3339, IsWrittenWithTheZonesOffset) {
  const TimeZone berlin = *TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3");
  EXPECT_EQ(to_rfc3339(at(1795437601), TimeZone::utc()), "2026-11-23T12:40:01Z");
  EXPECT_EQ(to_rfc3339(at(1795437601), berlin), "2026-11-23T13:40:01+01:00");
  EXPECT_EQ(to_rfc3339(at(0), TimeZone::fixed(seconds(-12600))), "1969-12-31T20:30:00-03:30");
  EXPECT_EQ(to_rfc3339(at(INT64_MAX), TimeZone::utc()).substr(0, 5), "9999-");
  EXPECT_EQ(to_rfc3339(at(INT64_MIN), berlin).substr(0, 5), "0001-");
}

TEST(Rfc3339, IsReadInItsForms) {
  const std::pair<std::string_view, std::int64_t> rows[] = {
      {"2026-11-23T12:40:01Z", 1795437601},      {"2026-11-23 12:40:01z", 1795437601},
      {"2026-11-23t13:40:01+01:00", 1795437601}, {"2026-11-23T09:10:01.123456-03:30", 1795437601},
      {"1970-01-01T00:00:00-00:00", 0},          {"2016-12-31T23:59:60Z", 1483228800},
  };
  for (const auto& [text, epoch] : rows) EXPECT_EQ(parse_rfc3339(text), at(epoch)) << text;
  for (const std::string_view bad :
       {"", "2026-11-23", "2026-11-23T12:40:01", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T12:40:01.Z", "2026-11-23T12:40:01+1:00",
        "2026-11-23T12:40:01Z ", "26-11-23T12:40:01Z", "2026-11-23T12:40:01+24:00",
        "0000-01-01T00:00:00Z", "2026-11-2\0T12:40:01Z"}) {
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
  }
}

TEST(TimeZone, PosixTextGivesTheOffsetsOfItsRules) {
  struct Row {
    std::string_view zone;
    std::int64_t epoch, offset;
  };
  const Row rows[] = {
      {"UTC", 0, 0},
      {"+02:00", 0, 7200},
      {"-0330", 0, -12600},
      {"EST5", 0, -18000},
      {"<+0545>-5:45", 0, 20700},
      {"CET-1CEST,M3.5.0,M10.5.0/3", 1774745999, 3600},  // 2026-03-29 00:59:59 UTC
      {"CET-1CEST,M3.5.0,M10.5.0/3", 1774746000, 7200},
      {"CET-1CEST,M3.5.0,M10.5.0/3", 1792889999, 7200},  // 2026-10-25 00:59:59 UTC
      {"CET-1CEST,M3.5.0,M10.5.0/3", 1792890000, 3600},
      {"EST5EDT", 1782864000, -14400},                      // July, rules by default
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", 1767225600, 39600},  // January is summer
      {"AEST-10AEDT,M10.1.0,M4.1.0/3", 1782864000, 36000},
      {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1774746000, -3600},  // Nuuk: the day before
      {"XXX3EDT4,0/0,J365/23", 1782864000, -14400},            // summer time all year
      {"XXX3EDT4,0/0,J365/23", 1798761600, -14400},            // and at new year
      {"IST-1GMT0,M10.5.0,M3.5.0/1", 1782864000, 3600},        // Dublin: winter is the exception
  };
  for (const Row& row : rows) {
    const auto zone = TimeZone::parse_posix(row.zone);
    ASSERT_TRUE(zone) << row.zone;
    EXPECT_EQ(zone->offset_at(at(row.epoch)).count(), row.offset) << row.zone << ' ' << row.epoch;
    // Gregorian years repeat after 400 years.
    EXPECT_EQ(zone->offset_at(at(row.epoch + 8 * 146097LL * 86400)).count(), row.offset);
  }
  for (const std::string_view bad : {"", "Europe/Berlin", "CET", "CE-1", "CET-1CEST,M13.1.0,M1.1.0",
                                     "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "<CET-1",
                                     "+2", "+2:00", "CET-25", ":UTC", "CET-1CEST,J0,J1"}) {
    EXPECT_FALSE(TimeZone::parse_posix(bad)) << bad;
  }
}

TEST(TimeZone, StandardTimeIsWithoutSummerTimeOnBothHalvesOfTheEarth) {
  EXPECT_EQ(TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3")->standard_offset().count(), 3600);
  EXPECT_EQ(TimeZone::parse_posix("NZST-12NZDT,M9.5.0,M4.1.0/3")->standard_offset().count(), 43200);
  EXPECT_EQ(TimeZone::parse_posix("IST-1GMT0,M10.5.0,M3.5.0/1")->standard_offset().count(), 0);
  EXPECT_EQ(TimeZone::utc().standard_offset().count(), 0);
}

TEST(TimeZone, AnHourThatOccursTwiceIsTheEarlierUnlessTheLogHasGoneOn) {
  const TimeZone berlin = *TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3");
  const WallClock twice = wall(2026, 10, 25, 2, 30);
  const Time first = at(1792888200), second = at(1792891800);
  EXPECT_EQ(berlin.to_utc(twice), first);
  EXPECT_EQ(berlin.to_utc(twice, first - seconds(60)), first);
  EXPECT_EQ(berlin.to_utc(twice, first), first);
  EXPECT_EQ(berlin.to_utc(twice, first + seconds(1)), second);
  EXPECT_EQ(berlin.to_utc(twice, second + seconds(999)), second);
  EXPECT_EQ(berlin.to_utc(wall(2026, 10, 25, 3, 0)), at(1792893600));
  EXPECT_EQ(berlin.to_utc(wall(2026, 10, 25, 1, 59)), at(1792886340));
}

TEST(TimeZone, AnHourThatNeverOccursKeepsTheOffsetBefore) {
  const TimeZone berlin = *TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3");
  EXPECT_EQ(berlin.to_utc(wall(2026, 3, 29, 2, 30)), at(1774747800));
  EXPECT_EQ(berlin.to_utc(wall(2026, 3, 29, 1, 59)), at(1774745940));
  EXPECT_EQ(berlin.to_utc(wall(2026, 3, 29, 3, 0)), at(1774746000));
}

TEST(TimeZone, EveryInstantComesBackFromItsWallClock) {
  for (const std::string_view text :
       {"UTC", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT", "AEST-10AEDT,M10.1.0,M4.1.0/3",
        "<+0545>-5:45", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"}) {
    const TimeZone zone = *TimeZone::parse_posix(text);
    for (std::int64_t t = 1767225600; t < 1767225600 + 2 * 366 * 86400LL; t += 1777) {
      for (const std::int64_t later : {0LL, 146097LL * 86400 * 3}) {
        const Time when = at(t + later);
        const WallClock shown{t + later + zone.offset_at(when).count()};
        ASSERT_EQ(zone.to_utc(shown, when), when) << text << ' ' << t;
      }
    }
  }
}

TEST(TimeZone, DamagedFilesAreErrors) {
  for (const std::string_view bad :
       {std::string_view{}, std::string_view("TZif"), std::string_view("TZif2\0\0\0", 8)}) {
    EXPECT_FALSE(TimeZone::parse_tzif(bad));
  }
  std::string huge = "TZif2" + std::string(15, '\0') + std::string(24, '\xff');
  EXPECT_FALSE(TimeZone::parse_tzif(huge));
}

TEST(TimeOption, UnderstandsWhatPeopleType) {
  const TimeZone berlin = *TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3");
  const Time now = at(1795437601);  // 2026-11-23 13:40:01 in Berlin
  const std::pair<std::string_view, std::int64_t> rows[] = {
      {"now", 1795437601},
      {"2026-11-23T12:40:01Z", 1795437601},
      {"2026-11-23 12:40:01Z", 1795437601},
      {"2026-11-23", 1795388400},
      {"2026-11-23 10:00", 1795424400},
      {"2026-11-23 10:00:30", 1795424430},
      {"2026-11-23T10:00:30", 1795424430},
      {"2026-07-01", 1782856800},  // summer time
      {"@1795441173", 1795441173},
      {"today", 1795388400},
      {"Yesterday", 1795302000},
      {"15m", 1795437601 - 900},
      {"4h", 1795437601 - 4 * 3600},
      {"30d", 1795437601 - 30 * 86400},
      {"2w", 1795437601 - 14 * 86400},
      {"90s", 1795437601 - 90},
      {"1 hour ago", 1795437601 - 3600},
      {" 2 days ago ", 1795437601 - 2 * 86400},
      {"10 Minutes", 1795437601 - 600},
      {"999999999w", 0},  // from the beginning
  };
  for (const auto& [text, epoch] : rows) {
    const auto got = parse_time_option(text, now, berlin);
    ASSERT_TRUE(got) << text;
    EXPECT_EQ(got->time_since_epoch().count(), epoch) << text;
  }
  for (const std::string_view bad :
       {"", "h", "4", "4y", "-4h", "1.5h", "tomorrow", "2026-11", "2026-11-23 10",
        "2026-11-23 25:00", "@", "@-1", "@99999999999999999999", "ago", "4h4h",
        "2026-11-23 10:00:", "2026-11-23T"}) {
    EXPECT_FALSE(parse_time_option(bad, now, berlin)) << bad;
  }
  EXPECT_NE(parse_time_option("soon", now, berlin).error().text.find("soon"), std::string::npos);
}

}  // namespace
}  // namespace queuehound
