#include "host/dovecot_passdbs.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "host/tree.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostPassdbs = 64;

std::string unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return std::string(value);
}

// "scheme=CRYPT username_format=%n /etc/dovecot/users": the path is last and may hold blanks.
void take_arguments(DovecotPassdb& passdb, std::string_view arguments) {
  while (!arguments.empty() && !arguments.starts_with('/')) {
    const std::size_t end = std::min(arguments.find(' '), arguments.size());
    std::string_view value = arguments.substr(0, end);
    const std::string_view name = cut(value, '=');
    if (name == "scheme") passdb.scheme = value;
    if (name == "username_format") passdb.user_format = value;
    arguments = trim(arguments.substr(end));
  }
  passdb.path = arguments;
}

void take_setting(DovecotPassdb& passdb, std::string_view name, const std::string& value) {
  if (name == "driver") passdb.driver = value;
  if (name == "args") take_arguments(passdb, value);
  if (name == "passwd_file_path") passdb.path = value;
  if (name == "default_password_scheme" || name == "passdb_default_password_scheme")
    passdb.scheme = value;
  if (name == "username_format" || name == "auth_username_format") passdb.user_format = value;
  if (name == "master") passdb.is_for_masters = value == "yes";
  if (name == "deny") passdb.denies = value == "yes";
}

using Step = std::string (*)(std::string_view);
constexpr std::array<std::pair<std::string_view, Step>, 4> kSteps{
    {{"username",
      [](std::string_view user) { return std::string(split_address(user).local_part); }},
     {"domain", [](std::string_view user) { return std::string(split_address(user).domain); }},
     {"lower", [](std::string_view user) { return to_lower(user); }},
     {"upper", [](std::string_view user) {
        std::string upper(user);
        std::ranges::transform(upper, upper.begin(), [](char c) {
          return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        return upper;
      }}}};

const Step* step_called(std::string_view name) {
  const auto* found = std::ranges::find(kSteps, name, &std::pair<std::string_view, Step>::first);
  return found == kSteps.end() ? nullptr : &found->second;
}

// Inside of %{...}: "user | username | lower".
std::optional<std::string> long_variable(std::string_view inside, std::string_view user) {
  const std::string_view first = trim(cut(inside, '|'));
  std::string value(user);
  if (const Step* step = step_called(first); step != nullptr && !first.ends_with("er"))
    value = (*step)(value);
  else if (first != "user")
    return {};
  while (!inside.empty()) {
    const Step* step = step_called(trim(cut(inside, '|')));
    if (step == nullptr) return {};
    value = (*step)(value);
  }
  return value;
}

std::optional<std::string> short_variable(char letter, std::string_view user) {
  if (letter == 'u') return std::string(user);
  if (letter == 'n') return std::string(split_address(user).local_part);
  if (letter == 'd') return std::string(split_address(user).domain);
  return {};
}

}  // namespace

std::vector<DovecotPassdb> parse_passdbs(std::string_view printed) {
  std::vector<DovecotPassdb> found;
  std::size_t depth = 0, inside = 0;  // inside: the depth of the passdb's own lines, 0 outside
  for_each_line(printed, [&](std::string_view line) {
    line = trim(line);
    if (line.empty() || line.starts_with('#')) return;
    if (line == "}") {
      if (depth > 0 && depth-- == inside) inside = 0;
      return;
    }
    if (line.ends_with('{')) {
      ++depth;
      std::string_view words = trim(line.substr(0, line.size() - 1));
      if (cut(words, ' ') != "passdb" || depth != 1 || found.size() >= kMostPassdbs) return;
      inside = depth;
      found.push_back({.driver = std::string(trim(words))});
      return;
    }
    const std::size_t equals = line.find('=');
    if (inside == 0 || depth != inside || equals == line.npos) return;
    take_setting(found.back(), trim(line.substr(0, equals)), unquoted(line.substr(equals + 1)));
  });
  return found;
}

std::optional<std::string> fill_dovecot_variables(std::string_view text, std::string_view user) {
  std::string filled;
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find('%'), text.size());
    filled += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.size() < 2) return text.empty() ? std::optional(filled) : std::nullopt;
    text.remove_prefix(1);
    std::optional<std::string> value;
    if (text.starts_with('{')) {
      const std::size_t end = text.find('}');
      if (end == text.npos) return {};
      value = long_variable(text.substr(1, end - 1), user);
      text.remove_prefix(end + 1);
    } else {
      const char change = text.front();
      if (change == 'L' || change == 'U') text.remove_prefix(1);
      if (text.empty()) return {};
      value = short_variable(text.front(), user);
      text.remove_prefix(1);
      if (value && change == 'L') value = to_lower(*value);
      if (value && change == 'U') value = (*step_called("upper"))(*value);
    }
    if (!value) return {};
    filled += *value;
  }
  return filled;
}

}  // namespace queuehound
