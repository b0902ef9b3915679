#include "formats/syslog_stamp.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr int kYearless = 1972;  // a leap year, so that Feb 29 has a place

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool ends_at_blank(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == ' ' || text[at] == '\t';
}

std::optional<SyslogStamp> take_yearless(std::string_view& line) {
  const unsigned month = month_at(line, 0);
  if (month == 0 || char_at(line, 3) != ' ') return {};
  std::size_t at = char_at(line, 4) == ' ' ? 5 : 4;
  const std::size_t width = is_digit(char_at(line, at + 1)) ? 2 : 1;
  const int day = digits_at(line, at, width);
  at += width;
  if (day < 0 || char_at(line, at) != ' ') return {};
  const auto wall = wall_seconds(kYearless, static_cast<int>(month), day, clock_at(line, at + 1));
  if (!wall) return {};
  at = skip_fraction(line, at + 9);
  if (!ends_at_blank(line, at)) return {};
  line.remove_prefix(at);
  return SyslogStamp{SyslogStamp::Form::yearless, WallClock{*wall}, {}};
}

// "2026-11-23T13:40:01.784598+01:00", "2026-11-23 13:40:01", "2026-11-23 13:40:01 +0100".
std::optional<SyslogStamp> take_dated(std::string_view& line) {
  if (char_at(line, 4) != '-' || char_at(line, 7) != '-') return {};
  const char separator = char_at(line, 10);
  if (separator != ' ' && separator != 'T' && separator != 't') return {};
  const auto wall = wall_seconds(digits_at(line, 0, 4), digits_at(line, 5, 2),
                                 digits_at(line, 8, 2), clock_at(line, 11));
  if (!wall) return {};
  std::size_t at = skip_fraction(line, 19);
  auto zone = zone_at(line, at);
  if (!zone && char_at(line, at) == ' ' && char_at(line, at + 1) != 'Z') {
    zone = zone_at(line, at + 1);
    if (zone && ends_at_blank(line, at + 1 + zone->length))
      ++at;
    else
      zone.reset();
  }
  if (zone) at += zone->length;
  if (!ends_at_blank(line, at)) return {};
  line.remove_prefix(at);
  if (!zone) return SyslogStamp{SyslogStamp::Form::dated, WallClock{*wall}, {}};
  return SyslogStamp{SyslogStamp::Form::zoned, WallClock{*wall},
                     Time{seconds{*wall - zone->seconds}}};
}

// "@" and 16 hexadecimal digits of TAI seconds, usually 8 more of nanoseconds. multilog writes Unix
// time + 10 whatever leap seconds there were; s6-log built with a real TAI clock is 27 s ahead,
// which is left in: nothing in the line tells the two apart.
std::optional<SyslogStamp> take_tai64n(std::string_view& line) {
  constexpr std::uint64_t kEpoch = (std::uint64_t{1} << 62) + 10;
  constexpr std::uint64_t kYear10000 = 253402300800;
  const std::string_view label = line.substr(0, line.find_first_of(" \t"));
  if (label.size() != 17 && label.size() != 25) return {};
  std::uint64_t value = 0;
  const char* end = label.data() + 17;
  const auto [stop, error] = std::from_chars(label.data() + 1, end, value, 16);
  if (error != std::errc{} || stop != end) return {};
  if (value < kEpoch || value - kEpoch >= kYear10000) return {};
  const auto unix_seconds = static_cast<std::int64_t>(value - kEpoch);
  line.remove_prefix(label.size());
  return SyslogStamp{SyslogStamp::Form::tai64n, WallClock{unix_seconds},
                     Time{seconds{unix_seconds}}};
}

std::optional<SyslogStamp> take_stamp(std::string_view& line) {
  if (line.empty()) return {};
  if (line[0] == '@') return take_tai64n(line);
  return is_digit(line[0]) ? take_dated(line) : take_yearless(line);
}

// "<13>" in front, which a receiver that writes raw datagrams leaves in.
bool drop_priority(std::string_view& line) {
  if (char_at(line, 0) != '<') return false;
  const std::size_t end = line.substr(0, 5).find('>');
  if (end == std::string_view::npos || !parse_number<int>(line.substr(1, end - 1))) return false;
  line.remove_prefix(end + 1);
  return true;
}

// Host names and addresses. A token with any other byte is no host: own-file logs have none, and
// their first token may be "imap(a" of a user name with a blank.
bool is_host(std::string_view token) {
  constexpr std::string_view kOther = ".-_:[]%/@";
  return !token.empty() && std::ranges::all_of(token, [&](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || kOther.contains(c);
  });
}

// "dovecot[123]: text", "dovecot: text"; text alone when there is no tag.
bool fill_tag(std::string_view rest, SyslogLine& line) {
  line.text = rest;
  std::size_t at = rest.find_first_of("[: \t");
  if (at == 0 || at == std::string_view::npos) return false;
  const std::string_view program = rest.substr(0, at);
  std::uint64_t pid = 0;
  if (rest[at] == '[') {
    const std::size_t close = rest.find_first_of("] \t", at);
    if (close == std::string_view::npos || rest[close] != ']') return false;
    pid = parse_number<std::uint64_t>(rest.substr(at + 1, close - at - 1)).value_or(0);
    at = close + 1;
  }
  if (char_at(rest, at) != ':' || !ends_at_blank(rest, at + 1)) return false;
  line.program = program;
  line.pid = pid;
  line.text = rest.substr(std::min(at + 2, rest.size()));
  return true;
}

bool is_tag_without_host(std::string_view token) {
  return token == "dovecot:" ||
         (token.size() > 3 && token.ends_with("]:") && token.find('[') != 0 && token.contains('['));
}

// "mail.info", as BusyBox writes it between host and tag, and FreeBSD's "<mail.info>" (syslogd
// -vv).
void skip_priority_words(std::string_view& rest) {
  static constexpr std::array<std::string_view, 11> kLevels{
      ".emerg", ".alert",  ".crit", ".err",   ".error", ".warning",
      ".warn",  ".notice", ".info", ".debug", ".panic"};
  std::string_view token = rest.substr(0, rest.find_first_of(" \t"));
  const std::size_t length = token.size();
  if (token.starts_with('<') && token.ends_with('>')) token = token.substr(1, length - 2);
  const auto is_level = [&](std::string_view level) { return token.ends_with(level); };
  if (length == rest.size() || std::ranges::none_of(kLevels, is_level)) return;
  rest.remove_prefix(length);
  skip_blanks(rest);
}

void fill_frame(std::string_view rest, SyslogLine& line) {
  const std::string_view token = rest.substr(0, rest.find_first_of(" \t"));
  if (is_tag_without_host(token)) {
    fill_tag(rest, line);
    return;
  }
  if (token.ends_with(':') || !is_host(token)) {  // Dovecot's own file: "imap-login: Info: ..."
    line.text = rest;
    return;
  }
  line.host = token;
  rest.remove_prefix(token.size());
  skip_blanks(rest);
  if (fill_tag(rest, line)) return;
  skip_priority_words(rest);
  fill_tag(rest, line);
}

std::string_view take_word(std::string_view& rest) {
  const std::string_view word = cut(rest, ' ');
  return word == "-" ? std::string_view{} : word;
}

// RFC 5424: "HOST APP PROCID MSGID STRUCTURED-DATA text".
void fill_5424(std::string_view rest, SyslogLine& line) {
  line.host = take_word(rest);
  line.program = take_word(rest);
  line.pid = parse_number<std::uint64_t>(take_word(rest)).value_or(0);
  take_word(rest);
  while (rest.starts_with('[')) {
    std::size_t at = 1;
    for (bool quoted = false; at < rest.size() && (quoted || rest[at] != ']'); ++at) {
      if (rest[at] == '\\')
        ++at;
      else if (rest[at] == '"')
        quoted = !quoted;
    }
    rest.remove_prefix(std::min(at + 1, rest.size()));
  }
  if (rest.starts_with("-")) rest.remove_prefix(1);
  skip_blanks(rest);  // rsyslog leaves the one that stood behind RFC 3164's tag
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  line.text = rest;
}

struct MonthDay {
  unsigned month, day;
};
MonthDay month_day_of(std::int64_t yearless_seconds) {
  constexpr std::array<int, 12> kFirst{0,   31,  60,  91,  121, 152,
                                       182, 213, 244, 274, 305, 335};  // of a leap year
  const std::int64_t start = days_from_civil(kYearless, 1, 1);
  const int day =
      static_cast<int>(std::clamp<std::int64_t>(yearless_seconds / 86400 - start, 0, 365));
  const auto next = std::ranges::upper_bound(kFirst, day);
  const auto month = static_cast<unsigned>(next - kFirst.begin());
  return {month, static_cast<unsigned>(day - *(next - 1) + 1)};
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

}  // namespace

std::optional<SyslogLine> parse_syslog_line(std::string_view line) {
  line = without_leading_nuls(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  bool is_5424 = false;
  if (drop_priority(line) && line.starts_with("1 ")) {
    is_5424 = true;
    line.remove_prefix(2);
  }
  const auto stamp = take_stamp(line);
  if (!stamp) return {};
  skip_blanks(line);
  SyslogLine result{.stamp = *stamp, .host = {}, .program = {}, .pid = 0, .text = {}};
  if (is_5424)
    fill_5424(line, result);
  else
    fill_frame(line, result);
  return result;
}

Time SyslogYears::resolve(const SyslogStamp& stamp) const {
  using Form = SyslogStamp::Form;
  if (stamp.form == Form::zoned || stamp.form == Form::tai64n) return stamp.at;
  if (stamp.form == Form::dated) return zone_->to_utc(stamp.wall);

  const std::int64_t latest = reference_.time_since_epoch().count() + 86400;
  const MonthDay date = month_day_of(stamp.wall.seconds);
  const std::int64_t clock = stamp.wall.seconds % 86400;
  // 365 days a year never guesses low; the year above it covers zones ahead of UTC.
  int year = static_cast<int>(std::clamp<std::int64_t>(latest / (365 * 86400) + 1971, 20, 9998));
  constexpr std::int64_t kWidestOffset = 26 * 3600;
  Time at{};
  for (const int oldest = year - 12; year > oldest; --year) {
    if (date.month == 2 && date.day == 29 && !is_leap(year)) continue;
    const std::int64_t wall = days_from_civil(year, date.month, date.day) * 86400 + clock;
    if (wall - kWidestOffset > latest) continue;
    at = zone_->to_utc(WallClock{wall});
    if (at.time_since_epoch().count() <= latest) break;
  }
  return at;
}

}  // namespace queuehound
