// What a person types where a time is wanted.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/time.h"

namespace queuehound {
namespace {

constexpr std::int64_t kDay = 86400;

struct Unit {
  std::string_view name;
  std::int64_t length;
};
constexpr std::array<Unit, 17> kUnits{{{"s", 1},
                                       {"sec", 1},
                                       {"second", 1},
                                       {"seconds", 1},
                                       {"m", 60},
                                       {"min", 60},
                                       {"minute", 60},
                                       {"minutes", 60},
                                       {"h", 3600},
                                       {"hour", 3600},
                                       {"hours", 3600},
                                       {"d", kDay},
                                       {"day", kDay},
                                       {"days", kDay},
                                       {"w", 7 * kDay},
                                       {"week", 7 * kDay},
                                       {"weeks", 7 * kDay}}};

std::int64_t floor_days(std::int64_t wall) { return wall / kDay - (wall % kDay < 0); }

// Midnight of the day that is now in `zone`, or of one `days` before.
Time midnight(Time now, std::int64_t days, const TimeZone& zone) {
  const std::int64_t wall = now.time_since_epoch().count() + zone.offset_at(now).count();
  return zone.to_utc({(floor_days(wall) - days) * kDay});
}

// "15m", "1 hour", "2 days ago".
std::optional<Time> parse_ago(std::string_view text, Time now) {
  if (text.ends_with("ago")) text.remove_suffix(3);
  text = trim(text);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = digits > 9 ? std::nullopt : parse_number<std::int64_t>(text.substr(0, digits));
  const std::string_view name = trim(text.substr(digits));
  const auto unit = std::ranges::find_if(
      kUnits, [name](const Unit& row) { return equal_ignoring_case(row.name, name); });
  if (!count || unit == kUnits.end()) return {};
  // "100000d" means from the beginning.
  return std::max(now - seconds(*count * unit->length), Time{});
}

// "2026-11-23", "2026-11-23 10:00", "2026-11-23 10:00:30", on the wall of `zone`.
std::optional<Time> parse_wall(std::string_view text, const TimeZone& zone) {
  std::string whole(text.substr(0, text.find_first_of("T ")));
  const std::string_view clock = text.substr(whole.size());
  whole += clock.empty() ? "T00:00" : "T" + std::string(clock.substr(1));
  if (whole.size() == std::string_view("2026-11-23T10:00").size()) whole += ":00";
  const auto as_utc = parse_rfc3339(whole + 'Z');
  if (!as_utc || whole.size() != std::string_view("2026-11-23T10:00:30").size()) return {};
  return zone.to_utc({as_utc->time_since_epoch().count()});
}

std::optional<Time> parse_epoch(std::string_view text) {
  if (!text.starts_with('@')) return {};
  const auto value = parse_number<std::uint64_t>(text.substr(1));
  const auto highest = static_cast<std::uint64_t>(days_from_civil(9999, 12, 31) * kDay);
  if (!value || *value > highest) return {};
  return Time(seconds(static_cast<std::int64_t>(*value)));
}

std::optional<Time> parse_word(std::string_view text, Time now, const TimeZone& zone) {
  if (equal_ignoring_case(text, "now")) return now;
  if (equal_ignoring_case(text, "today")) return midnight(now, 0, zone);
  if (equal_ignoring_case(text, "yesterday")) return midnight(now, 1, zone);
  return {};
}

}  // namespace

Result<Time> parse_time_option(std::string_view text, Time now, const TimeZone& zone) {
  const std::string_view asked = trim(text);
  auto at = parse_word(asked, now, zone);
  if (!at) at = parse_epoch(asked);
  if (!at) at = parse_rfc3339(asked);
  if (!at) at = parse_wall(asked, zone);
  if (!at) at = parse_ago(asked, now);
  if (at) return *at;
  return fail(Error::Kind::failed,
              "not a time: \"" + to_printable(text.substr(0, 80)) +
                  "\"; try 4h, yesterday, \"2026-11-23 10:00\" or 2026-11-23T10:00:00+01:00");
}

}  // namespace queuehound
