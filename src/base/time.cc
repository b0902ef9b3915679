#include "base/time.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::array<unsigned, 12> kMonthDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

// `width` digits at the start of `text`, taken off it.
std::optional<unsigned> take_digits(std::string_view& text, std::size_t width) {
  const std::string_view digits = text.substr(0, width);
  const bool fits = digits.size() == width &&
                    std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!fits) return {};
  text.remove_prefix(width);
  return parse_number<unsigned>(digits);
}

bool take_char(std::string_view& text, std::string_view one_of) {
  if (text.empty() || one_of.find(text[0]) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::int64_t> take_date(std::string_view& text) {
  const auto year = take_digits(text, 4);
  if (!year || !take_char(text, "-")) return {};
  const auto month = take_digits(text, 2);
  if (!month || !take_char(text, "-")) return {};
  const auto day = take_digits(text, 2);
  if (!day || !is_valid_date(static_cast<int>(*year), *month, *day)) return {};
  return days_from_civil(static_cast<int>(*year), *month, *day);
}

std::optional<std::int64_t> take_clock(std::string_view& text) {
  const auto hour = take_digits(text, 2);
  if (!hour || *hour > 23 || !take_char(text, ":")) return {};
  const auto minute = take_digits(text, 2);
  if (!minute || *minute > 59 || !take_char(text, ":")) return {};
  const auto second = take_digits(text, 2);
  if (!second || *second > 60) return {};  // 60: a leap second
  return *hour * 3600 + *minute * 60 + *second;
}

bool skip_fraction(std::string_view& text) {
  if (!take_char(text, ".")) return true;
  bool any = false;
  while (take_char(text, "0123456789")) any = true;
  return any;
}

// "Z" or "+hh:mm", in seconds east.
std::optional<std::int64_t> take_offset(std::string_view& text) {
  if (take_char(text, "Zz")) return 0;
  const bool is_west = !text.empty() && text[0] == '-';
  if (!take_char(text, "+-")) return {};
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23 || !take_char(text, ":")) return {};
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return {};
  const std::int64_t east = *hours * 3600 + *minutes * 60;
  return is_west ? -east : east;
}

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0);
}

}  // namespace

std::int64_t days_from_civil(int year, unsigned month, unsigned day) {
  // Years from March on, so that the leap day is the last of its year (H. Hinnant's method).
  const std::int64_t y = year - (month <= 2);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t since = days + 719468;
  const std::int64_t era = floor_div(since, 146097);
  const std::int64_t day_of_era = since - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t from_march = (5 * day_of_year + 2) / 153;
  const auto month = static_cast<unsigned>(from_march < 10 ? from_march + 3 : from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2)), month,
          static_cast<unsigned>(day_of_year - (153 * from_march + 2) / 5 + 1)};
}

bool is_valid_date(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  return day <= kMonthDays[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

std::string to_rfc3339(Time at, const TimeZone& zone) {
  // Whole minutes only: the format has no more. Local mean times before 1900 would need seconds.
  const std::int64_t offset = zone.offset_at(at).count() / 60 * 60;
  const std::int64_t first = days_from_civil(1, 1, 1) * kDay;
  const std::int64_t last = days_from_civil(9999, 12, 31) * kDay + kDay - 1;
  const std::int64_t wall = std::clamp(at.time_since_epoch().count(), first, last - kDay) + offset;
  const std::int64_t days = floor_div(std::max(wall, first), kDay);
  const std::int64_t clock = std::max(wall, first) - days * kDay;
  const CivilDate date = civil_from_days(days);
  std::array<char, 64> text;
  int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d", date.year,
                             date.month, date.day, static_cast<int>(clock / 3600),
                             static_cast<int>(clock / 60 % 60), static_cast<int>(clock % 60));
  std::string out(text.data(), static_cast<std::size_t>(length));
  if (offset == 0) return out += 'Z';
  const int minutes = static_cast<int>(std::abs(offset) / 60);
  length = std::snprintf(text.data(), text.size(), "%c%02d:%02d", offset < 0 ? '-' : '+',
                         minutes / 60, minutes % 60);
  return out.append(text.data(), static_cast<std::size_t>(length));
}

std::optional<Time> parse_rfc3339(std::string_view text) {
  const auto days = take_date(text);
  if (!days || !take_char(text, "Tt ")) return {};
  const auto clock = take_clock(text);
  if (!clock || !skip_fraction(text)) return {};
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return {};
  return Time(seconds(*days * kDay + *clock - *offset));
}

}  // namespace queuehound
