// A host as an -H file writes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/ip_address.h"

namespace queuehound {

// "192.0.2.1.58573", "2001:db8::1.45678" (up to 4.95), "[192.0.2.1]:58573" (since), port optional.
struct HostAndPort {
  IpAddress address;
  std::uint16_t port = 0;
};
std::optional<HostAndPort> parse_spool_host(std::string_view text);

}  // namespace queuehound
