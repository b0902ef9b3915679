// Zones: TZif files (RFC 8536, 9636) and the rules of a POSIX TZ string.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/time.h"

namespace queuehound {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kCycle = 146097 * kDay;             // 400 years, a whole number of weeks
constexpr std::int64_t kFarthest = std::int64_t{1} << 59;  // as far as RFC 8536 lets times go
constexpr int kOldestRuleYear = 1900;
constexpr int kNewestRuleYear = 9000;
constexpr std::size_t kMaxTransitions = 2000;  // as in tzcode; real zones have under 300
constexpr std::int32_t kMaxOffset = 26 * 3600;

// ---- POSIX TZ strings

// When a rule's change happens in a year.
struct RuleDate {
  enum class Form { julian_without_leap_day, day_of_year, weekday_of_month };
  Form form = Form::weekday_of_month;
  unsigned month = 0, week = 0, day = 0;
  std::int32_t clock = 7200;  // in the wall time before the change; may be negative or over a day
};

std::optional<unsigned> take_number(std::string_view& text, unsigned highest) {
  std::size_t length = 0;
  while (length < text.size() && length < 4 && text[length] >= '0' && text[length] <= '9') ++length;
  const auto value = parse_number<unsigned>(text.substr(0, length));
  if (!value || *value > highest) return {};
  text.remove_prefix(length);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text[0] != expected) return false;
  text.remove_prefix(1);
  return true;
}

// [+-]h[h[h]][:mm[:ss]] in seconds.
std::optional<std::int32_t> take_clock(std::string_view& text, unsigned highest_hour) {
  const bool is_negative = take(text, '-');
  if (!is_negative) take(text, '+');
  const auto hours = take_number(text, highest_hour);
  if (!hours) return {};
  auto total = static_cast<std::int32_t>(*hours * 3600);
  for (const std::int32_t unit : {60, 1}) {
    if (!take(text, ':')) break;
    const auto part = take_number(text, 59);
    if (!part) return {};
    total += static_cast<std::int32_t>(*part) * unit;
  }
  return is_negative ? -total : total;
}

bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// "CET" or "<+0330>".
bool take_zone_name(std::string_view& text) {
  if (take(text, '<')) {
    const std::size_t close = text.find('>');
    if (close == std::string_view::npos) return false;
    text.remove_prefix(close + 1);
    return true;
  }
  std::size_t length = 0;
  while (length < text.size() && is_letter(text[length])) ++length;
  text.remove_prefix(length);
  return length >= 3;
}

bool take_weekday_date(std::string_view& text, RuleDate& date) {
  const auto month = take_number(text, 12);
  if (!month || *month == 0 || !take(text, '.')) return false;
  const auto week = take_number(text, 5);
  if (!week || *week == 0 || !take(text, '.')) return false;
  const auto day = take_number(text, 6);
  if (!day) return false;
  date.month = *month;
  date.week = *week;
  date.day = *day;
  return true;
}

std::optional<RuleDate> take_rule_date(std::string_view& text) {
  RuleDate date;
  if (take(text, 'M')) {
    if (!take_weekday_date(text, date)) return {};
  } else {
    const bool is_julian = take(text, 'J');
    date.form = is_julian ? RuleDate::Form::julian_without_leap_day : RuleDate::Form::day_of_year;
    const auto day = take_number(text, 365);
    if (!day || (is_julian && *day == 0)) return {};
    date.day = *day;
  }
  if (take(text, '/')) {
    const auto clock = take_clock(text, 167);
    if (!clock) return {};
    date.clock = *clock;
  }
  return date;
}

std::int64_t day_in_year(const RuleDate& date, int year) {
  const std::int64_t new_year = days_from_civil(year, 1, 1);
  const bool is_leap = days_from_civil(year + 1, 1, 1) - new_year == 366;
  switch (date.form) {
    case RuleDate::Form::day_of_year:
      return new_year + date.day;
    case RuleDate::Form::julian_without_leap_day:
      return new_year + date.day - 1 + (is_leap && date.day >= 60 ? 1 : 0);
    case RuleDate::Form::weekday_of_month:
      break;
  }
  const std::int64_t first = days_from_civil(year, date.month, 1);
  const std::int64_t next_month =
      date.month == 12 ? days_from_civil(year + 1, 1, 1) : days_from_civil(year, date.month + 1, 1);
  const std::int64_t first_weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  std::int64_t day = first + (date.day - first_weekday + 7) % 7 + 7 * (date.week - 1);
  while (day >= next_month) day -= 7;  // week 5 means the last
  return day;
}

std::int64_t wall_second(const RuleDate& date, int year) {
  return day_in_year(date, year) * kDay + date.clock;
}

// ---- TZif

struct Header {
  char version = 0;
  std::size_t isut = 0, isstd = 0, leap = 0, time = 0, type = 0, chars = 0;

  std::size_t body_bytes(std::size_t time_bytes) const {
    return time * (time_bytes + 1) + type * 6 + chars + leap * (time_bytes + 4) + isstd + isut;
  }
};

constexpr std::size_t kHeaderBytes = 44;

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

std::optional<Header> parse_header(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with("TZif")) return {};
  Header header;
  header.version = bytes[4];
  std::size_t at = 20;
  for (std::size_t* count :
       {&header.isut, &header.isstd, &header.leap, &header.time, &header.type, &header.chars}) {
    *count = static_cast<std::size_t>(big_endian(bytes.substr(at, 4)));
    at += 4;
  }
  return header;
}

std::unexpected<Error> bad_tzif(std::string_view what) {
  return fail(Error::Kind::failed, std::string("not a usable TZif file: ").append(what));
}

std::unexpected<Error> bad_posix(std::string_view text) {
  return fail(Error::Kind::failed, "not a time zone: \"" + to_printable(text.substr(0, 80)) + '"');
}

bool is_sane(std::int32_t offset) { return offset >= -kMaxOffset && offset <= kMaxOffset; }

std::optional<std::int32_t> parse_utc_form(std::string_view text) {
  for (const std::string_view name : {"UTC", "GMT", "UT", "Z", "Etc/UTC", "Etc/GMT"}) {
    if (equal_ignoring_case(text, name)) return 0;
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return {};
  const bool is_west = text[0] == '-';
  text.remove_prefix(1);
  std::string digits;
  for (const char c : text) {
    if (c != ':' || digits.size() != 2) digits += c;
  }
  if (digits.size() != 4) return {};
  const auto value = parse_number<unsigned>(digits);
  if (!value || *value / 100 > 24 || *value % 100 > 59) return {};
  const auto east = static_cast<std::int32_t>(*value / 100 * 3600 + *value % 100 * 60);
  return is_west ? -east : east;
}

}  // namespace

struct PosixRules {
  std::int32_t standard = 0, summer = 0;  // seconds east
  bool has_summer = false;
  RuleDate begin, end;
};

namespace {

bool take_summer(std::string_view& text, PosixRules& rules) {
  if (!take_zone_name(text)) return false;
  rules.has_summer = true;
  rules.summer = rules.standard + 3600;
  if (!text.empty() && text[0] != ',') {
    const auto west = take_clock(text, 24);
    if (!west) return false;
    rules.summer = -*west;
  }
  std::string_view dates = text.empty() ? ",M3.2.0,M11.1.0" : text;  // the default of tzcode
  for (RuleDate* date : {&rules.begin, &rules.end}) {
    if (!take(dates, ',')) return false;
    const auto parsed = take_rule_date(dates);
    if (!parsed) return false;
    *date = *parsed;
  }
  text = dates;
  return text.empty();
}

std::optional<PosixRules> parse_rules(std::string_view text) {
  PosixRules rules;
  if (!take_zone_name(text)) return {};
  const auto west = take_clock(text, 24);
  if (!west) return {};
  rules.standard = -*west;  // POSIX counts to the west
  if (!text.empty() && !take_summer(text, rules)) return {};
  return rules;
}

}  // namespace

TimeZone TimeZone::utc() { return {}; }

TimeZone TimeZone::fixed(seconds east_of_utc) {
  TimeZone zone;
  zone.first_offset_ = static_cast<std::int32_t>(
      std::clamp<std::int64_t>(east_of_utc.count(), -kMaxOffset, kMaxOffset));
  return zone;
}

void TimeZone::add_footer_years(const PosixRules& rules) {
  if (!rules.has_summer) {
    if (transitions_.empty()) first_offset_ = rules.standard;
    return;
  }
  const bool has_history = !transitions_.empty();
  const std::int64_t last = has_history ? transitions_.back().at : -kFarthest;
  if (!has_history) first_offset_ = rules.standard;
  const std::int64_t day = std::clamp(last / kDay, days_from_civil(kOldestRuleYear, 1, 1),
                                      days_from_civil(kNewestRuleYear, 1, 1));
  const int first_year = civil_from_days(day).year;
  std::vector<Transition> added;
  for (int year = first_year; year <= first_year + 402; ++year) {
    added.push_back({wall_second(rules.end, year) - rules.summer, rules.standard});
    added.push_back({wall_second(rules.begin, year) - rules.standard, rules.summer});
  }
  // A zone that is on summer time all year ends and begins it in the same instant: summer wins.
  std::ranges::sort(added, [&](const Transition& a, const Transition& b) {
    return a.at != b.at ? a.at < b.at : b.offset == rules.summer && a.offset != rules.summer;
  });
  for (const Transition& one : added) {
    if (one.at > last) transitions_.push_back(one);
  }
  repeats_from_ = days_from_civil(first_year + 402, 1, 1) * kDay;
}

Result<TimeZone> TimeZone::parse_posix(std::string_view text) {
  if (const auto east = parse_utc_form(text)) return fixed(seconds(*east));
  const auto rules = parse_rules(text);
  if (!rules) return bad_posix(text);
  TimeZone zone;
  zone.add_footer_years(*rules);
  return zone;
}

Result<TimeZone> TimeZone::parse_tzif(std::string_view tzif) {
  auto header = parse_header(tzif);
  if (!header) return bad_tzif("no header");
  std::size_t time_bytes = 4;
  tzif.remove_prefix(kHeaderBytes);
  if (header->version >= '2') {  // the same again in 64 bits
    if (header->body_bytes(4) > tzif.size()) return bad_tzif("it is cut short");
    tzif.remove_prefix(header->body_bytes(4));
    header = parse_header(tzif);
    if (!header) return bad_tzif("no second header");
    tzif.remove_prefix(kHeaderBytes);
    time_bytes = 8;
  }
  if (header->body_bytes(time_bytes) > tzif.size()) return bad_tzif("it is cut short");
  if (header->type == 0 || header->time > kMaxTransitions) return bad_tzif("strange counts");

  const std::string_view times = tzif.substr(0, header->time * time_bytes);
  const std::string_view indices = tzif.substr(times.size(), header->time);
  const std::string_view types = tzif.substr(times.size() + indices.size(), header->type * 6);
  const auto offset_of = [&](std::size_t type) {
    return static_cast<std::int32_t>(
        static_cast<std::uint32_t>(big_endian(types.substr(type * 6, 4))));
  };
  TimeZone zone;
  zone.first_offset_ = offset_of(0);
  if (!is_sane(zone.first_offset_)) return bad_tzif("strange offset");
  for (std::size_t i = 0; i < header->time; ++i) {
    const std::uint64_t bits = big_endian(times.substr(i * time_bytes, time_bytes));
    const std::int64_t at = time_bytes == 8
                                ? static_cast<std::int64_t>(bits)
                                : static_cast<std::int32_t>(static_cast<std::uint32_t>(bits));
    const auto type = static_cast<unsigned char>(indices[i]);
    if (type >= header->type || !is_sane(offset_of(type))) return bad_tzif("strange offset");
    const bool is_later = zone.transitions_.empty() || at > zone.transitions_.back().at;
    if (!is_later || at < -kFarthest || at > kFarthest) return bad_tzif("times are not in order");
    zone.transitions_.push_back({at, offset_of(type)});
  }
  if (time_bytes == 4) return zone;
  std::string_view footer = tzif.substr(header->body_bytes(8));
  if (!take(footer, '\n')) return zone;
  // A footer we cannot read costs the years to come only.
  if (const auto rules = parse_rules(cut(footer, '\n'))) zone.add_footer_years(*rules);
  return zone;
}

std::int64_t TimeZone::unwrapped(std::int64_t at) const {
  if (at < repeats_from_) return at;
  return at - ((at - repeats_from_) / kCycle + 1) * kCycle;
}

seconds TimeZone::offset_at(Time at) const {
  const std::int64_t when = unwrapped(at.time_since_epoch().count());
  const auto next = std::ranges::upper_bound(transitions_, when, {}, &Transition::at);
  return seconds(next == transitions_.begin() ? first_offset_ : std::prev(next)->offset);
}

seconds TimeZone::standard_offset() const {
  const auto on_first_of = [&](unsigned month) {
    return offset_at(Time{days_from_civil(2026, month, 1) * seconds(kDay)});
  };
  return std::min(on_first_of(1), on_first_of(7));
}

Time TimeZone::to_utc(WallClock wall, std::optional<Time> not_before) const {
  const std::int64_t asked = std::clamp(wall.seconds, -kFarthest, kFarthest);
  const std::int64_t clock = unwrapped(asked);
  const auto result = [&](std::int64_t at) { return Time(seconds(at + (asked - clock))); };
  auto next = std::ranges::upper_bound(transitions_, clock - 2 * kDay, {}, &Transition::at);
  std::int32_t offset = next == transitions_.begin() ? first_offset_ : std::prev(next)->offset;
  std::int64_t begin = -kFarthest * 2;
  std::optional<Time> found;
  while (true) {  // each stretch of constant offset within two days of the wall time
    const bool is_last = next == transitions_.end() || next->at > clock + 2 * kDay;
    const std::int64_t end = is_last ? kFarthest * 2 : next->at;
    const std::int64_t at = clock - offset;
    if (at >= begin && at < end) {
      found = result(at);
      if (!not_before || *found >= *not_before) return *found;
    } else if (!found && !is_last && at >= end && clock - next->offset < end) {
      found = result(at);  // the clocks were set forward over this time
    }
    if (is_last) return found.value_or(result(clock - offset));
    begin = end;
    offset = next->offset;
    ++next;
  }
}

}  // namespace queuehound
