// Digits, month names and zones as the stamps of all logs spell them. Header only: a handful of
// small functions on the hot path of every log parser.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "base/time.h"

namespace queuehound {

// `count` decimal digits at `at`; -1 if there are fewer.
inline int digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at > text.size() || text.size() - at < count) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

inline char char_at(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

constexpr std::uint32_t packed(char a, char b, char c) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(a)) << 16 |
         static_cast<std::uint32_t>(static_cast<unsigned char>(b)) << 8 |
         static_cast<unsigned char>(c);
}

// "Jan" to "Dec" at `at` as 1 to 12; 0 for anything else. Logs use English names in every locale.
// Compared as numbers: twelve string comparisons cost more than the rest of a line.
inline unsigned month_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::uint32_t, 12> kMonths{
      packed('J', 'a', 'n'), packed('F', 'e', 'b'), packed('M', 'a', 'r'), packed('A', 'p', 'r'),
      packed('M', 'a', 'y'), packed('J', 'u', 'n'), packed('J', 'u', 'l'), packed('A', 'u', 'g'),
      packed('S', 'e', 'p'), packed('O', 'c', 't'), packed('N', 'o', 'v'), packed('D', 'e', 'c')};
  if (at > text.size() || text.size() - at < 3) return 0;
  const std::uint32_t name = packed(text[at], text[at + 1], text[at + 2]);
  for (unsigned i = 0; i < kMonths.size(); ++i) {
    if (name == kMonths[i]) return i + 1;
  }
  return 0;
}

// "hh:mm:ss" at `at` as seconds of the day; -1 if it is none. 60 is a leap second.
inline int clock_at(std::string_view text, std::size_t at) {
  const int hour = digits_at(text, at, 2);
  const int minute = digits_at(text, at + 3, 2);
  const int second = digits_at(text, at + 6, 2);
  if (hour < 0 || minute < 0 || second < 0 || text[at + 2] != ':' || text[at + 5] != ':') return -1;
  if (hour > 23 || minute > 59 || second > 60) return -1;
  return hour * 3600 + minute * 60 + second;
}

// Seconds since 1970-01-01 of that wall; nothing if there is no such day. `month` 1 to 12.
inline std::optional<std::int64_t> wall_seconds(int year, int month, int day, int clock) {
  constexpr std::array<int, 13> kLength{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || clock < 0) return {};
  if (day < 1 || day > kLength[static_cast<std::size_t>(month)]) return {};
  const std::int64_t days =
      days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
  return days * 86400 + clock;
}

// Behind a fraction of a second such as ".784598" or ",123", if there is one.
inline std::size_t skip_fraction(std::string_view text, std::size_t at) {
  const char mark = char_at(text, at);
  if ((mark != '.' && mark != ',') || !is_digit(char_at(text, at + 1))) return at;
  ++at;
  while (is_digit(char_at(text, at))) ++at;
  return at;
}

struct ZoneText {
  std::int32_t seconds = 0;  // east of UTC
  std::size_t length = 0;    // of the text it was read from
};
// "Z", "+0100", "-01:00" at `at`.
inline std::optional<ZoneText> zone_at(std::string_view text, std::size_t at) {
  const char sign = char_at(text, at);
  if (sign == 'Z' || sign == 'z') return ZoneText{0, 1};
  if (sign != '+' && sign != '-') return {};
  const std::size_t colon = char_at(text, at + 3) == ':' ? 1 : 0;
  const int hour = digits_at(text, at + 1, 2);
  const int minute = digits_at(text, at + 3 + colon, 2);
  if (hour < 0 || minute < 0 || hour > 23 || minute > 59) return {};
  const std::int32_t east = hour * 3600 + minute * 60;
  return ZoneText{sign == '-' ? -east : east, 5 + colon};
}

// A file that was truncated under its writer begins with a hole, read as NUL bytes.
inline std::string_view without_leading_nuls(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && line[at] == '\0') ++at;
  return line.substr(at);
}

}  // namespace queuehound
