#include "formats/cron_schedule.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};

struct Short {
  std::string_view name, means;
};
constexpr auto kShorts = std::to_array<Short>({{"@yearly", "0 0 1 1 *"},
                                               {"@annually", "0 0 1 1 *"},
                                               {"@monthly", "0 0 1 * *"},
                                               {"@weekly", "0 0 * * 0"},
                                               {"@daily", "0 0 * * *"},
                                               {"@midnight", "0 0 * * *"},
                                               {"@hourly", "0 * * * *"}});

struct Field {
  unsigned first = 0, last = 0;
  const std::string_view* names = nullptr;  // of first_name and those that follow
  std::size_t named = 0;
  unsigned first_name = 0;
};

std::optional<unsigned> number_of(std::string_view word, const Field& field) {
  for (std::size_t i = 0; i < field.named; ++i)
    if (equal_ignoring_case(word, field.names[i]))
      return field.first_name + static_cast<unsigned>(i);
  if (word.empty() || word.size() > 2) return {};
  unsigned value = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value < field.first || value > field.last ? std::optional<unsigned>{} : value;
}

// "*", "7", "1-5", each with "/2" behind it.
template <std::size_t Size>
bool add_range(std::string_view range, const Field& field, std::bitset<Size>& set) {
  const std::string_view span = cut(range, '/');
  unsigned first = field.first, last = field.last, step = 1;
  if (span != "*") {
    std::string_view rest = span;
    const auto from = number_of(cut(rest, '-'), field);
    if (!from) return false;
    const bool is_span = span.contains('-');
    const auto to = is_span ? number_of(rest, field) : from;
    if (!to || *to < *from) return false;
    first = *from;
    last = !is_span && !range.empty() ? field.last : *to;
  }
  if (!range.empty()) {
    const auto every = number_of(range, {1, 59});
    if (!every) return false;
    step = *every;
  }
  for (unsigned at = first; at <= last; at += step) set.set(at % Size);
  return true;
}

template <std::size_t Size>
bool read_field(std::string_view& rest, const Field& field, std::bitset<Size>& set) {
  rest = trim(rest);
  const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
  std::string_view list = rest.substr(0, end);
  rest.remove_prefix(end);
  if (list.empty() || list.back() == ',' || list.back() == '/') return false;
  while (!list.empty())
    if (!add_range(cut(list, ','), field, set)) return false;
  return true;
}

}  // namespace

std::optional<CronSchedule> CronSchedule::parse(std::string_view text) {
  for (const Short& known : kShorts)
    if (equal_ignoring_case(text, known.name)) text = known.means;
  CronSchedule made;
  std::string_view rest = text;
  if (!read_field(rest, {0, 59}, made.minutes_) || !read_field(rest, {0, 23}, made.hours_))
    return {};
  made.any_day_ = trim(rest).starts_with('*');
  if (!read_field(rest, {1, 31}, made.days_) ||
      !read_field(rest, {1, 12, kMonths.data(), kMonths.size(), 1}, made.months_))
    return {};
  made.any_weekday_ = trim(rest).starts_with('*');
  // 7 is Sunday too.
  if (!read_field(rest, {0, 7, kWeekdays.data(), kWeekdays.size(), 0}, made.weekdays_)) return {};
  return trim(rest).empty() ? std::optional(made) : std::nullopt;
}

bool CronSchedule::is_due(WallClock wall) const {
  constexpr std::int64_t kDay = 86400;
  const std::int64_t day = wall.seconds / kDay - (wall.seconds % kDay < 0 ? 1 : 0);
  const std::int64_t minute = (wall.seconds - day * kDay) / 60;
  if (!minutes_[static_cast<std::size_t>(minute % 60)] ||
      !hours_[static_cast<std::size_t>(minute / 60)])
    return false;
  const CivilDate date = civil_from_days(day);
  if (!months_[date.month]) return false;
  constexpr std::int64_t kThursday = 4;  // 1970-01-01
  const bool on_day = days_[date.day];
  const bool on_weekday = weekdays_[static_cast<std::size_t>(((day + kThursday) % 7 + 7) % 7)];
  // Where both are given, cron takes either.
  return any_day_ || any_weekday_ ? on_day && on_weekday : on_day || on_weekday;
}

}  // namespace queuehound
