// Numbers, sizes and times the way people say them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace queuehound {

std::string number_text(std::uint64_t number);  // 12,345
std::string size_text(std::uint64_t bytes);     // 812 B, 64 kB, 4.1 GB (powers of 1000)
std::string duration_text(seconds length);      // 45 s, 12 min, 6 h, 3 days
std::string rate_text(double a_day);            // "6 a day", "0.5 a day"
// "1 message", "2,644 messages". `many` where it is not the one with an s.
std::string count_text(std::uint64_t number, std::string_view one, std::string_view many = {});

// "13:48" on the day of `today`, otherwise "23 Nov 13:48", with the year where that differs too.
std::string clock_text(Time at, Time today, const TimeZone& zone);
std::string date_text(Time at, const TimeZone& zone);  // 23 Nov 2026 13:48
std::string zone_text(Time at, const TimeZone& zone);  // UTC, +02:00
// "23 Nov 10:36 to 13:48", or the one moment.
std::string span_text(Time from, Time to, Time today, const TimeZone& zone);

}  // namespace queuehound
