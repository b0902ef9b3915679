// Exim's configuration of a copied tree is hostile text: macros must not grow without bound.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "host/exim_config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto included = [&](std::string_view) -> std::optional<std::string> {
    return std::string(text.substr(0, size / 2));
  };
  for (const auto& config : {queuehound::parse_exim_config(text, included, "/etc/exim.conf"),
                             queuehound::parse_exim_options(text)}) {
    for (const auto& [name, place] : config.places)
      if (!config.options.contains(name) || (place.line == 0) != place.path.empty()) std::abort();
    for (const auto& [name, value] : config.options)
      if (name.empty() || value.size() > (64u << 10)) std::abort();
    for (const auto& [name, list] : config.named_lists)
      for (const std::string& item : queuehound::exim_list_items(list))
        if (item.empty()) std::abort();
    const std::string path =
        queuehound::exim_log_path(config.option("log_file_path"), "main", "/spool");
    if (!path.empty() && path.front() != '/') std::abort();
  }
  if (queuehound::exim_version_in(text).size() > 20) std::abort();
  return 0;
}
