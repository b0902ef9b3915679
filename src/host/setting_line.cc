#include "host/setting_line.h"

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

}  // namespace queuehound
