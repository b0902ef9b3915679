#include "formats/panel_log.h"

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  for (const std::string_view method : {"GET", "POST"}) {
    for (const auto& write : {parse_cpanel_write(method, text), parse_hestia_write(method, text)}) {
      if (!write) continue;
      // A named file is a whole path that leads nowhere else.
      require(write->path.empty() || write->path.starts_with('/'));
      require(!write->path.contains("/../") && !write->path.contains('\0'));
    }
  }
  return 0;
}
