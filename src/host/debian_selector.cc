#include "host/debian_selector.h"

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
  std::optional<SettingLine> macro, option;
};

void take_line(std::string_view line, const SettingLine& at, bool is_default, Found& found) {
  if (line.starts_with("hide ")) line = trim(line.substr(5));
  const std::size_t equals = line.find('=');
  if (equals == line.npos) return;
  const std::string_view name = trim(line.substr(0, equals));
  const bool is_again = line.substr(equals).starts_with("==");
  const std::string_view value = trim(line.substr(equals + (is_again ? 2 : 1)));
  if (name == kMacro && !is_default)
    found.macro = {at.path, at.line, std::string(kMacro) + (is_again ? " ==" : " =")};
  if (name == kOption && value != kMacro)
    found.option = {at.path, at.line, std::string(kOption) + " ="};
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

}  // namespace

std::optional<SettingLine> find_debian_selector(const RootDir& root) {
  const std::string answer = split_answer(root);
  if (answer != "true" && answer != "false") return {};
  const bool is_split = answer == "true";
  Found found;
  for (const std::string& path : sources(root, is_split)) read_source(root, path, found);
  if (found.option) return found.option;
  if (found.macro) return found.macro;
  return SettingLine{
      is_split ? std::string(kParts) + "/000_localmacros" : "/etc/exim4/exim4.conf.localmacros", 0,
      std::string(kMacro) + " ="};
}

}  // namespace queuehound
