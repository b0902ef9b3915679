#include "host/setting_line.h"

#include "base/text.h"
#include "host/exim_config.h"
#include "host/tree.h"

namespace queuehound {

std::optional<SettingLine> find_exim_setting(const RootDir& root, std::string_view path,
                                             std::string_view name) {
  constexpr std::size_t kLimit = kSmallFile * 4;
  const ReadIncluded read = [&](std::string_view file) -> std::optional<std::string> {
    auto text = root.read_file(file, kLimit);
    if (!text) return {};
    return *std::move(text);
  };
  const EximConfig config = parse_exim_config(text_of(root, path, kLimit), read, path);
  const auto place = config.places.find(name);
  if (place == config.places.end()) return {};
  return SettingLine{place->second.path, place->second.line, std::string(config.option(name))};
}

std::vector<std::string> dovecot_config_files(const RootDir& root) {
  std::vector<std::string> files{"/etc/dovecot/dovecot.conf"};
  for (std::string& file : glob(root, "/etc/dovecot/conf.d/*.conf", 200))
    files.push_back(std::move(file));
  files.emplace_back("/etc/dovecot/local.conf");
  return files;
}

std::optional<SettingLine> find_dovecot_setting(const RootDir& root, std::string_view name) {
  std::optional<SettingLine> found;
  for (const std::string& file : dovecot_config_files(root)) {
    std::size_t number = 0;
    for_each_line(text_of(root, file), [&](std::string_view line) {
      ++number;
      const std::string_view key = trim(cut(line, '='));
      if (key == name) found = SettingLine{file, number, std::string(trim(line))};
    });
  }
  return found;
}

}  // namespace queuehound
