#include "report/numbers.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace queuehound {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Wall {
  CivilDate date;
  std::int64_t day, hour, minute;
};

Wall wall_of(Time at, const TimeZone& zone) {
  const std::int64_t wall = at.time_since_epoch().count() + zone.offset_at(at).count();
  std::int64_t day = wall / kDay;
  if (wall % kDay < 0) --day;
  const std::int64_t rest = wall - day * kDay;
  return {civil_from_days(day), day, rest / 3600, rest / 60 % 60};
}

std::string day_text(const Wall& wall) {
  return fmt::format("{} {}", wall.date.day, kMonths[(wall.date.month - 1) % 12]);
}

}  // namespace

std::string number_text(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 6> kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return fmt::format("{} B", bytes);
  double value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  for (; value >= 999.5 && unit + 1 < kUnits.size(); ++unit) value /= 1000;
  return fmt::format("{:.{}f} {}", value, value < 9.95 ? 1 : 0, kUnits[unit]);
}

std::string duration_text(seconds length) {
  const std::int64_t count = length.count() < 0 ? 0 : length.count();
  if (count < 120) return fmt::format("{} s", count);
  if (count < 2 * 3600) return fmt::format("{} min", count / 60);
  if (count < 2 * kDay) return fmt::format("{} h", count / 3600);
  return fmt::format("{} days", number_text(static_cast<std::uint64_t>(count / kDay)));
}

std::string rate_text(double a_day) {
  if (!(a_day >= 0) || a_day > 1e15) return "unknown";  // NaN is neither
  const bool is_whole = a_day >= 10 || a_day == std::floor(a_day);
  if (!is_whole) return fmt::format("{:.1f} a day", a_day);
  return number_text(static_cast<std::uint64_t>(std::llround(a_day))) + " a day";
}

std::string count_text(std::uint64_t number, std::string_view one, std::string_view many) {
  const std::string word = number == 1    ? std::string(one)
                           : many.empty() ? std::string(one) + "s"
                                          : std::string(many);
  return number_text(number) + " " + word;
}

std::string date_text(Time at, const TimeZone& zone) {
  const Wall wall = wall_of(at, zone);
  return fmt::format("{} {} {:02}:{:02}", day_text(wall), wall.date.year, wall.hour, wall.minute);
}

std::string clock_text(Time at, Time today, const TimeZone& zone) {
  const Wall wall = wall_of(at, zone), now = wall_of(today, zone);
  if (wall.day == now.day) return fmt::format("{:02}:{:02}", wall.hour, wall.minute);
  if (wall.date.year != now.date.year) return date_text(at, zone);
  return fmt::format("{} {:02}:{:02}", day_text(wall), wall.hour, wall.minute);
}

std::string zone_text(Time at, const TimeZone& zone) {
  const std::int64_t offset = zone.offset_at(at).count();
  if (offset == 0) return "UTC";
  const std::int64_t minutes = std::abs(offset) / 60;
  return fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

std::string span_text(Time from, Time to, Time today, const TimeZone& zone) {
  const std::string first = clock_text(from, today, zone);
  const Wall start = wall_of(from, zone), end = wall_of(to, zone);
  // The end needs no date where it lies on the same day as the beginning.
  if (start.day == end.day) {
    const std::string last = fmt::format("{:02}:{:02}", end.hour, end.minute);
    return first.ends_with(last) ? first : first + " to " + last;
  }
  const bool is_today = end.day == wall_of(today, zone).day;
  return fmt::format("{} to {}{}", first, is_today ? "today " : "", clock_text(to, today, zone));
}

}  // namespace queuehound
