// Cutting text without copying it, and making hostile bytes fit to be shown.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

std::string_view trim(std::string_view text);  // blanks, tabs, CR, LF at both ends

// The part before the first `separator`; `rest` becomes what follows it (empty when there is none).
std::string_view cut(std::string_view& rest, char separator);

// All of `text` as a number in decimal, nothing else around it.
template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return {};
  return value;
}

// ASCII only, whatever the locale.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string to_lower(std::string_view text);                       // ASCII only
void copy_lower(const char* from, std::size_t count, char* to);    // ASCII only; to may be from
bool equal_ignoring_case(std::string_view a, std::string_view b);  // ASCII only

// Valid UTF-8 for JSON: a byte that is not part of a valid sequence becomes the four characters
// \xHH (contract). Control characters are kept; JSON writers escape those.
std::string to_valid_utf8(std::string_view bytes);

// For a terminal: as to_valid_utf8, and every C0/C1 control, DEL, bidi control (U+202A..202E,
// U+2066..2069, U+200E/F) and line separator becomes \xHH or \u{HHHH}. A subject can hold escape
// sequences that redraw the screen of whoever reads it.
std::string to_printable(std::string_view bytes);

}  // namespace queuehound
