// Any text as a time: no crash; what is read as RFC 3339 is written back to the same instant.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/time.h"

using queuehound::seconds;
using queuehound::Time;
using queuehound::TimeZone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TimeZone zone = *TimeZone::parse_posix("CET-1CEST,M3.5.0,M10.5.0/3");
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const Time now{seconds(1795437601)};
  const auto option = queuehound::parse_time_option(input, now, zone);
  const auto stamp = queuehound::parse_rfc3339(input);
  if (stamp && !option) std::abort();
  const Time earliest{seconds(queuehound::days_from_civil(2, 1, 1) * 86400)};
  const Time latest{seconds(queuehound::days_from_civil(9999, 12, 30) * 86400)};
  if (!option || *option < earliest || *option > latest) return 0;
  if (queuehound::parse_rfc3339(queuehound::to_rfc3339(*option, zone)) != *option) std::abort();
  return 0;
}
