// Points in time are UTC seconds everywhere; only the edges know zones. No strptime, no setenv TZ:
// zones are read from TZif files (RFC 8536), because setenv is not thread-safe and g++ 12 has no
// chrono zones.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace queuehound {

using Time = std::chrono::sys_seconds;
using std::chrono::seconds;

struct PosixRules;  // base/time_zone.cc

// Days before 1970-01-01 are negative. Valid for years 1..9999; no range check.
std::int64_t days_from_civil(int year, unsigned month, unsigned day);

struct CivilDate {
  int year = 1970;
  unsigned month = 1, day = 1;
};
CivilDate civil_from_days(std::int64_t days);
bool is_valid_date(int year, unsigned month, unsigned day);  // years 1..9999

// What a clock on the wall shows, as seconds since 1970-01-01 00:00 of that wall.
struct WallClock {
  std::int64_t seconds = 0;
};

class TimeZone {
 public:
  static TimeZone utc();
  static TimeZone fixed(seconds east_of_utc);
  // `tzif`: the bytes of a TZif file, versions 1 to 4, with its POSIX footer for later years.
  static Result<TimeZone> parse_tzif(std::string_view tzif);
  // A POSIX TZ string such as "CET-1CEST,M3.5.0,M10.5.0/3", or "UTC", or "+02:00".
  static Result<TimeZone> parse_posix(std::string_view text);

  seconds offset_at(Time at) const;  // east of UTC
  // Without summer time, as of 2026: for what is counted by days and kept longer than a summer.
  seconds standard_offset() const;
  // A wall time that occurs twice (clocks set back) is taken as the earlier one unless that lies
  // before `not_before`; one that never occurs (set forward) as if the offset before still held.
  Time to_utc(WallClock wall, std::optional<Time> not_before = {}) const;

 private:
  struct Transition {
    std::int64_t at;
    std::int32_t offset;
  };
  void add_footer_years(const PosixRules& rules);
  std::int64_t unwrapped(std::int64_t at) const;

  std::vector<Transition> transitions_;  // a footer's rules are written out for 400 years
  std::int32_t first_offset_ = 0;
  std::int64_t repeats_from_ = kNever;  // from here on as 400 years (a Gregorian cycle) before
  static constexpr std::int64_t kNever = INT64_MAX;
};

// RFC 3339 with the zone's offset: "2026-11-23T13:40:01+01:00"; "Z" where the offset is zero.
std::string to_rfc3339(Time at, const TimeZone& zone);
std::optional<Time> parse_rfc3339(std::string_view text);  // fraction allowed and dropped

// What a person types for --now, --since, --until: RFC 3339, "2026-11-23", "2026-11-23 10:00[:30]"
// (in `zone`), "@1795441173", "today", "yesterday", "15m" "4h" "30d" "2w" (before `now`),
// "1 hour ago".
Result<Time> parse_time_option(std::string_view text, Time now, const TimeZone& zone);

}  // namespace queuehound
