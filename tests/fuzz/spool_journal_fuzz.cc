// parse_spool_journal and parse_spool_host on arbitrary bytes. What must hold: each address is one
// whole line of the input, none is empty, and no finished line that holds something is left out.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/spool_header.h"
#include "formats/spool_host.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_journal(std::string_view bytes) {
  std::string rebuilt;
  for (const std::string_view address : queuehound::parse_spool_journal(bytes)) {
    require(!address.empty());
    rebuilt.append(address).append("\n");
  }
  std::string expected;
  std::size_t start = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\n') continue;
    if (i > start) expected.append(bytes.substr(start, i + 1 - start));
    start = i + 1;
  }
  require(rebuilt == expected);
}

// What is read as an address and a port is read the same when written in Exim's present form.
void check_host(std::string_view text) {
  const auto host = queuehound::parse_spool_host(text);
  if (!host) return;
  const std::string written =
      "[" + queuehound::to_text(host->address) + "]:" + std::to_string(host->port);
  const auto again = queuehound::parse_spool_host(written);
  require(again && again->address == host->address && again->port == host->port);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_journal(bytes);
  check_host(bytes.substr(0, bytes.find('\n')));
  return 0;
}
