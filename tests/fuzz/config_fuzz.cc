// Settings are written by people, but a broken editor or disk must not crash the program.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "host/config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = queuehound::parse_config(text, "f");
  if (!config && !config.error().text.starts_with("f")) std::abort();  // names the file
  if (config && (config->baseline_days < 1 || config->baseline_days > 365)) std::abort();
  return 0;
}
