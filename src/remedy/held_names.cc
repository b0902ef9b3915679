#include "remedy/held_names.h"

#include <algorithm>

#include "base/text.h"

namespace queuehound {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("@._+-=").contains(c);
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }

}  // namespace

std::string_view hold_mode_word(HoldMode mode) {
  return mode == HoldMode::wait ? "wait" : "refuse";
}

std::optional<HoldMode> parse_hold_mode(std::string_view word) {
  if (word == "wait") return HoldMode::wait;
  if (word == "refuse") return HoldMode::refuse;
  return {};
}

std::optional<std::string> lsearch_line(std::string_view key, std::string_view value) {
  if (key.empty() || key.size() > 255 || std::ranges::any_of(key, is_control)) return {};
  std::string line;
  if (std::ranges::all_of(key, is_plain)) {
    line = key;
  } else {
    line = '"';
    for (const char c : key) {
      if (c == '"' || c == '\\') line += '\\';
      line += c;
    }
    line += '"';
  }
  if (!value.empty()) line += ": " + std::string(value);
  return line + "\n";
}

std::optional<LsearchLine> parse_lsearch_line(std::string_view line) {
  if (line.empty() || line.front() == '#' || line.front() == ' ' || line.front() == '\t') return {};
  LsearchLine parsed;
  if (line.front() == '"') {
    std::size_t at = 1;
    for (; at < line.size() && line[at] != '"'; ++at) {
      if (line[at] == '\\' && at + 1 < line.size()) ++at;
      parsed.key += line[at];
    }
    line.remove_prefix(std::min(at + 1, line.size()));
  } else {
    const std::size_t end = std::min(line.find_first_of(": \t"), line.size());
    parsed.key = line.substr(0, end);
    line.remove_prefix(end);
  }
  line = trim(line);
  if (line.starts_with(':')) line = trim(line.substr(1));
  parsed.value = line;
  return parsed;
}

}  // namespace queuehound
