#include "formats/spool_host.h"

#include "formats/spool_reader.h"

namespace queuehound {

std::optional<HostAndPort> parse_spool_host(std::string_view text) {
  std::string_view address = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return {};
    address = text.substr(1, close - 1);
    port = text.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return {};
  } else if (const auto dot = text.rfind('.'); dot != std::string_view::npos) {
    // "192.0.2.1.58573" or "192.0.2.1": the last dot starts a port only if an address stands before
    // it. (Exim takes the first dot of an IPv6 text and so misreads "::ffff:192.0.2.1.25".)
    const auto before = parse_ip_address(text.substr(0, dot));
    if (before) {
      address = text.substr(0, dot);
      port = text.substr(dot);
    }
  }
  const auto parsed = parse_ip_address(address);
  if (!parsed) return {};
  if (port.empty()) return HostAndPort{*parsed, 0};
  const auto number = number_of<std::uint16_t>(port.substr(1));
  if (!number) return {};
  return HostAndPort{*parsed, *number};
}

}  // namespace queuehound
