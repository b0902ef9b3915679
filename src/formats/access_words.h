// Words of a request as web servers log them, in whatever form the line has.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/clock_text.h"

namespace queuehound {

// "GET", and what clients invent.
inline bool is_http_method(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

// "192.0.2.1, unknown, 2001:db8::1"; one address at the least.
inline bool is_address_list(std::string_view list) {
  bool found = false;
  while (!list.empty()) {
    const std::string_view item = trim(cut(list, ','));
    if (item == "unknown") continue;
    if (!parse_ip_address(item)) return false;
    found = true;
  }
  return found;
}

// The colon of "name:443" and "[2001:db8::1]:443"; npos where no port is.
inline std::size_t port_colon(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos || colon == 0 || colon + 1 == text.size()) return text.npos;
  const std::string_view name = text.substr(0, colon);
  if (name.contains(':') && !name.ends_with(']')) return text.npos;  // a bare IPv6 address
  return parse_number<std::uint16_t>(text.substr(colon + 1)) ? colon : text.npos;
}

// A client as some write it: Traefik, older Caddys and log formats with "%h:%{remote}p".
inline std::string_view without_port(std::string_view client) {
  std::string_view address = client.substr(0, port_colon(client));
  if (address.starts_with('[') && address.ends_with(']'))
    address = address.substr(1, address.size() - 2);
  return address;
}

inline int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte of two hexadecimal digits at `at`; -1 if they are none.
inline int hex_byte_at(std::string_view text, std::size_t at) {
  const int high = hex_value(char_at(text, at));
  const int low = hex_value(char_at(text, at + 1));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

}  // namespace queuehound
