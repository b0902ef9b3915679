#include "host/setting_line.h"

#include <vector>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostIncludes = 100;

std::vector<std::string> included_files(std::string_view text) {
  std::vector<std::string> files;
  for_each_line(text, [&](std::string_view line) {
    line = trim(line);
    if (!line.starts_with(".include") || files.size() >= kMostIncludes) return;
    const std::string_view file =
        trim(line.substr(std::min(line.find_first_of(" \t"), line.size())));
    if (file.starts_with('/')) files.emplace_back(file);
  });
  return files;
}

}  // namespace

std::optional<SettingLine> parse_exim_setting(std::string_view text, std::string_view name) {
  std::optional<SettingLine> found;
  std::size_t number = 0;
  bool is_over = false;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    line = trim(line);
    is_over = is_over || line.starts_with("begin ") || line.starts_with("begin\t");
    if (is_over || !line.starts_with(name)) return;
    const std::string_view rest = trim(line.substr(name.size()));
    if (rest.starts_with('=') && !rest.starts_with("=="))
      found = SettingLine{{}, number, std::string(trim(rest.substr(1)))};
  });
  return found;
}

std::optional<SettingLine> find_exim_setting(const RootDir& root, std::string_view path,
                                             std::string_view name) {
  constexpr std::size_t kLimit = kSmallFile * 4;
  const std::string text = text_of(root, path, kLimit);
  std::vector<std::string> files{std::string(path)};
  for (std::string& file : included_files(text)) files.push_back(std::move(file));
  std::optional<SettingLine> found;
  for (const std::string& file : files)
    if (auto here = parse_exim_setting(file == path ? text : text_of(root, file, kLimit), name)) {
      here->path = file;
      found = std::move(here);
    }
  return found;
}

}  // namespace queuehound
