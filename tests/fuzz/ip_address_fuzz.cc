// Any text as an address or network: read as inet_pton reads it, written in one form only.
#include <arpa/inet.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/ip_address.h"

using queuehound::IpAddress;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const auto address = queuehound::parse_ip_address(input);
  const bool has_nul = input.find('\0') != std::string::npos;
  IpAddress v6;
  std::uint8_t v4[4];
  const bool is_v4 = !has_nul && ::inet_pton(AF_INET, input.c_str(), v4) == 1;
  const bool is_v6 = !has_nul && ::inet_pton(AF_INET6, input.c_str(), v6.bytes.data()) == 1;
  if (address.has_value() != (is_v4 || is_v6)) std::abort();
  if (is_v6 && *address != v6) std::abort();
  if (address && queuehound::parse_ip_address(to_text(*address)) != address) std::abort();
  if (address && !neighbourhood_of(*address).contains(*address)) std::abort();
  const auto network = queuehound::parse_ip_network(input);
  if (network && !network->contains(network->base)) std::abort();
  return 0;
}
