// Fields in double quotes, as web servers log what a client sent: the client chose every byte.
#pragma once

#include <cstddef>
#include <string_view>

namespace queuehound {

// Whether the byte at `at` has an odd number of backslashes in front, not looking before `start`.
inline bool is_escaped(std::string_view text, std::size_t start, std::size_t at) {
  std::size_t count = 0;
  while (at > start + count && text[at - 1 - count] == '\\') ++count;
  return count % 2 == 1;
}

// Cuts `"field"` off the front of `rest`, with the blanks before it. The closing quote is the first
// unescaped one with a blank or the end behind it: servers that do not escape leave bare quotes
// inside. False if `rest` holds no closed field; it is unchanged then.
inline bool take_quoted(std::string_view& rest, std::string_view& field) {
  const std::size_t open = rest.find_first_not_of(' ');
  if (open == std::string_view::npos || rest[open] != '"') return false;
  const std::size_t start = open + 1;
  std::size_t close = rest.find('"', start);
  while (close != std::string_view::npos) {
    const bool ends = close + 1 == rest.size() || rest[close + 1] == ' ';
    // The last quote of the line closes even behind a backslash that was not meant to escape it.
    if (ends && (!is_escaped(rest, start, close) || close + 1 == rest.size())) break;
    close = rest.find('"', close + 1);
  }
  if (close == std::string_view::npos) return false;
  field = rest.substr(start, close - start);
  rest.remove_prefix(close + 1);
  return true;
}

inline std::string_view empty_if_dash(std::string_view field) {
  return field == "-" ? std::string_view{} : field;
}

}  // namespace queuehound
