#include "host/selector_source.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::string_view kMacro = "MAIN_LOG_SELECTOR", kOption = "log_selector";
constexpr std::string_view kBegin = "log_selector =";
constexpr std::string_view kParts = "/etc/exim4/conf.d/main";

// "" where the file does not tell.
std::string split_answer(const RootDir& root) {
  std::string answer;
  for_each_line(text_of(root, "/etc/exim4/update-exim4.conf.conf"), [&](std::string_view line) {
    if (line.starts_with("dc_use_split_config="))
      answer = quoted_value(line, "dc_use_split_config");
  });
  return answer;
}

bool is_part(std::string_view name) {
  return std::ranges::all_of(name,
                             [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

std::vector<std::string> sources(const RootDir& root, bool is_split) {
  if (!is_split) return {"/etc/exim4/exim4.conf.localmacros", "/etc/exim4/exim4.conf.template"};
  std::vector<std::string> files;
  for (const DirectoryEntry& entry : entries_of(root, kParts))
    if (may_be_file(entry) && is_part(entry.name)) files.push_back(joined(kParts, entry.name));
  return files;
}

struct Found {
  std::optional<SelectorSource> macro, option;
  bool uses_macro = false;
};

void take_line(std::string_view line, const SettingLine& at, bool is_default, Found& found) {
  if (line.starts_with("hide ")) line = trim(line.substr(5));
  const std::size_t equals = line.find('=');
  if (equals == line.npos) return;
  const std::string_view name = trim(line.substr(0, equals));
  const bool is_again = line.substr(equals).starts_with("==");
  const std::string_view value = trim(line.substr(equals + (is_again ? 2 : 1)));
  if (name == kMacro && !is_default)
    found.macro = {at, std::string(kMacro) + (is_again ? " ==" : " =")};
  if (name != kOption) return;
  found.uses_macro |= value == kMacro;
  if (value != kMacro) found.option = {at, std::string(kBegin)};
}

// Of Debian's own default, ".ifndef MAIN_LOG_SELECTOR" and the macro below it, nothing need change:
// it gives way.
void read_source(const RootDir& root, const std::string& path, Found& found) {
  std::size_t number = 0;
  bool is_default = false, is_main = true;
  for_each_line(text_of(root, path), [&](std::string_view line) {
    ++number;
    line = trim(line);
    is_main &= !line.starts_with("begin ");
    if (!is_main || line.empty() || line.starts_with('#')) return;
    take_line(line, {path, number, {}}, is_default, found);
    is_default = line.starts_with(".ifndef") && trim(line.substr(7)) == kMacro;
  });
}

// "log_selector =" where somebody wrote it instead of Debian's macro, which then does nothing; it
// does nothing either where no file asks for it.
// HestiaCP puts its own template in the place of Debian's, in one piece.
std::optional<SelectorSource> debians(const RootDir& root, bool is_hestia) {
  const std::string answer = is_hestia ? "false" : split_answer(root);
  if (answer != "true" && answer != "false")
    return SelectorSource{{"/etc/exim4/exim4.conf.localmacros"},
                          std::string(kMacro) + " =",
                          "or where that is split conf.d/main/000_localmacros; if it is set there "
                          "already, in its place: set twice, Exim does not start"};
  const bool is_split = answer == "true";
  Found found;
  const std::vector<std::string> files = sources(root, is_split);
  for (const std::string& path : files) read_source(root, path, found);
  if (found.option) return found.option;
  const bool is_any_read = std::ranges::any_of(
      files, [&](const std::string& path) { return !text_of(root, path).empty(); });
  if ((is_any_read || is_hestia) && !found.uses_macro) {
    if (is_split)
      return SelectorSource{{std::string(kParts) + "/99_log_selector"}, std::string(kBegin)};
    return SelectorSource{
        {"/etc/exim4/exim4.conf.template"}, std::string(kBegin), "before its first \"begin\""};
  }
  if (found.macro) return found.macro;
  return SelectorSource{
      {is_split ? std::string(kParts) + "/000_localmacros" : "/etc/exim4/exim4.conf.localmacros"},
      std::string(kMacro) + " ="};
}

// cPanel's file has sections, each headed by "@NAME@"; that of the main section is @CONFIG@.
SelectorSource cpanels(const RootDir& root) {
  constexpr std::string_view kPath = "/etc/exim.conf.local", kHeading = "@CONFIG@";
  SelectorSource source{{std::string(kPath)}, std::string(kBegin)};
  bool has_heading = false, is_main = false;
  std::size_t number = 0;
  for_each_line(text_of(root, kPath), [&](std::string_view line) {
    ++number;
    line = trim(line);
    if (line.size() > 2 && line.starts_with('@') && line.ends_with('@')) is_main = line == kHeading;
    has_heading |= is_main;
    if (is_main && trim(cut(line, '=')) == kOption) source.at.line = number;
  });
  if (has_heading)
    source.where = "below " + std::string(kHeading);
  else
    source.heading = kHeading;
  return source;
}

SelectorSource directadmins(const RootDir& root) {
  SelectorSource source{{"/etc/exim.variables.conf.custom"}, std::string(kBegin)};
  std::size_t number = 0;
  for_each_line(text_of(root, source.at.path), [&](std::string_view line) {
    ++number;
    if (trim(cut(line, '=')) == kOption) source.at.line = number;
  });
  return source;
}

}  // namespace

std::optional<SelectorSource> find_selector_source(const RootDir& root, const Server& server) {
  if (server.profile == Profile::cpanel) return cpanels(root);
  if (server.profile == Profile::directadmin) return directadmins(root);
  if (server.profile != Profile::debian && server.profile != Profile::hestia) return {};
  const std::string_view read = server.exim_config_file;
  const bool is_generated =
      read.starts_with("/var/lib/exim4/") || read == "/etc/exim4/exim4.conf.template";
  return is_generated ? debians(root, server.profile == Profile::hestia) : std::nullopt;
}

}  // namespace queuehound
