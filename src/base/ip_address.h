// IPv4 and IPv6 addresses and networks as plain values: 16 bytes, IPv4 in its mapped form
// (::ffff:a.b.c.d), so that Dovecot's "::ffff:192.0.2.1" and Exim's "192.0.2.1" are one address.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

struct IpAddress {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;  // mapped IPv4
  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;
};

// Strict: dotted quad without leading zeros, or RFC 4291 text; no brackets, port, zone or blanks.
std::optional<IpAddress> parse_ip_address(std::string_view text);
std::string to_text(const IpAddress& address);  // RFC 5952; mapped IPv4 as a dotted quad

struct IpNetwork {
  IpAddress base;
  int prefix = 128;  // counted in the 16-byte form: an IPv4 /24 is 120

  bool contains(const IpAddress& address) const;
  bool contains(const IpNetwork& other) const;  // all of it
  bool is_one() const { return prefix == 128; }
  bool is_v4() const { return prefix >= 96 && base.is_v4(); }
  friend auto operator<=>(const IpNetwork&, const IpNetwork&) = default;
};
std::optional<IpNetwork> parse_ip_network(
    std::string_view text);                     // "192.0.2.0/24", "2001:db8::/32", or one address
std::string to_text(const IpNetwork& network);  // one address without its prefix
bool overlap(const IpNetwork& a, const IpNetwork& b);

// What "near" means for a client that moves within its provider: IPv4 /24, IPv6 /64.
IpNetwork neighbourhood_of(const IpAddress& address);
// What one customer of a provider has at the most: IPv4 /24, IPv6 /48.
IpNetwork site_network_of(const IpAddress& address);
// What one provider gives out to a client that comes from elsewhere every day: IPv4 /16, IPv6 /32
// (the least that a registry gives a provider; of it households get another prefix every night).
IpNetwork provider_network_of(const IpAddress& address);

// RFC 1918, 100.64/10, 169.254/16, 127/8, ::1, fc00::/7, fe80::/10 (design: contract of `origins`).
// Documentation ranges count as public.
bool is_private(const IpAddress& address);
bool is_loopback(const IpAddress& address);

// As a text to hash or to intern.
inline std::string_view bytes_of(const IpAddress& address) {
  return {reinterpret_cast<const char*>(address.bytes.data()), address.bytes.size()};
}

struct IpAddressHash {
  std::size_t operator()(const IpAddress& address) const noexcept;
};

}  // namespace queuehound
