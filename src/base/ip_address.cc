#include "base/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;

IpAddress from_v4(std::uint32_t quad) {
  IpAddress address;
  std::memcpy(address.bytes.data(), kMappedPrefix.data(), kMappedPrefix.size());
  if constexpr (std::endian::native == std::endian::little) quad = std::byteswap(quad);
  std::memcpy(address.bytes.data() + kMappedPrefix.size(), &quad, sizeof quad);
  return address;
}

// One to three digits, no leading zero (some read "010" as eight), at most 255. False, and `at`
// anywhere, otherwise.
inline bool take_octet(const char*& at, const char* end, std::uint32_t& value) {
  const auto is_digit = [&] { return at != end && static_cast<unsigned char>(*at - '0') < 10; };
  if (!is_digit()) return false;
  value = static_cast<unsigned char>(*at++ - '0');
  if (!is_digit()) return true;
  if (value == 0) return false;
  value = value * 10 + static_cast<unsigned char>(*at++ - '0');
  if (!is_digit()) return true;
  value = value * 10 + static_cast<unsigned char>(*at++ - '0');
  return value < 256 && !is_digit();
}

// There is one on every third line of a mail log.
std::optional<IpAddress> parse_v4(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint32_t quad = 0, octet = 0;
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return {};
    if (!take_octet(at, end, octet)) return {};
    quad = quad << 8 | octet;
  }
  if (at != end) return {};
  return from_v4(quad);
}

std::optional<IpAddress> parse_v6(std::string_view text) {
  std::array<char, INET6_ADDRSTRLEN> copy{};  // inet_pton wants a NUL at the end
  if (text.size() >= copy.size() || text.find('\0') != std::string_view::npos) return {};
  std::ranges::copy(text, copy.begin());
  IpAddress address;
  if (::inet_pton(AF_INET6, copy.data(), address.bytes.data()) != 1) return {};
  return address;
}

std::string v4_text(const std::uint8_t* bytes) {
  std::string text;
  for (int i = 0; i < 4; ++i) {
    if (i > 0) text += '.';
    text += std::to_string(bytes[i]);
  }
  return text;
}

struct Run {
  unsigned from = 0, length = 0;
};

// The longest run of two or more zero groups, the first of equals (RFC 5952, 4.2).
Run longest_zero_run(const std::array<unsigned, 8>& groups) {
  Run best, run;
  for (unsigned i = 0; i < 8; ++i) {
    if (groups[i] != 0) continue;
    if (run.from + run.length != i) run = {i, 0};
    ++run.length;
    if (run.length > best.length) best = run;
  }
  return best.length >= 2 ? best : Run{};
}

void append_group(std::string& text, unsigned group) {
  std::array<char, 4> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), group, 16).ptr;
  text.append(digits.data(), end);
}

std::uint64_t load(const std::uint8_t* bytes) {
  std::uint64_t value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

IpAddress masked(IpAddress address, int prefix) {
  for (int i = 0; i < 16; ++i) {
    const int kept = std::clamp(prefix - 8 * i, 0, 8);
    auto& byte = address.bytes[static_cast<std::size_t>(i)];
    byte = static_cast<std::uint8_t>(byte & (0xff00u >> kept));
  }
  return address;
}

struct V4Range {
  std::uint32_t base;
  int prefix;
};
constexpr std::array<V4Range, 6> kPrivateV4{{{0x0a000000, 8},    // RFC 1918
                                             {0xac100000, 12},   // RFC 1918
                                             {0xc0a80000, 16},   // RFC 1918
                                             {0x64400000, 10},   // shared by a provider's customers
                                             {0xa9fe0000, 16},   // link local
                                             {0x7f000000, 8}}};  // loopback

std::uint32_t v4_of(const IpAddress& address) {
  std::uint32_t quad = 0;
  for (std::size_t i = 12; i < 16; ++i) quad = quad << 8 | address.bytes[i];
  return quad;
}

bool is_v6_loopback(const IpAddress& address) {
  return load(address.bytes.data()) == 0 && address.bytes[15] == 1 &&
         std::all_of(address.bytes.begin() + 8, address.bytes.begin() + 15,
                     [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

bool IpAddress::is_v4() const {
  return std::memcmp(bytes.data(), kMappedPrefix.data(), kMappedPrefix.size()) == 0;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  if (const auto v4 = parse_v4(text)) return v4;
  return text.find(':') == std::string_view::npos ? std::nullopt : parse_v6(text);
}

std::string to_text(const IpAddress& address) {
  if (address.is_v4()) return v4_text(address.bytes.data() + 12);
  std::array<unsigned, 8> groups;
  for (std::size_t i = 0; i < 8; ++i) {
    groups[i] = unsigned{address.bytes[2 * i]} << 8 | address.bytes[2 * i + 1];
  }
  const Run zeros = longest_zero_run(groups);
  std::string text;
  for (unsigned i = 0; i < 8; ++i) {
    if (zeros.length > 0 && i == zeros.from) {
      text += "::";
      i += zeros.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    append_group(text, groups[i]);
  }
  return text;
}

bool IpNetwork::contains(const IpAddress& address) const {
  const auto whole = static_cast<std::size_t>(prefix / 8);
  if (std::memcmp(base.bytes.data(), address.bytes.data(), whole) != 0) return false;
  if (prefix % 8 == 0) return true;
  return (base.bytes[whole] ^ address.bytes[whole]) >> (8 - prefix % 8) == 0;
}

bool IpNetwork::contains(const IpNetwork& other) const {
  return other.prefix >= prefix && contains(other.base);
}

bool overlap(const IpNetwork& a, const IpNetwork& b) { return a.contains(b) || b.contains(a); }

std::string to_text(const IpNetwork& network) {
  if (network.is_one()) return to_text(network.base);
  const int bits = network.is_v4() ? network.prefix - kMappedBits : network.prefix;
  return to_text(network.base) + "/" + std::to_string(bits);
}

std::optional<IpNetwork> parse_ip_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view head = text.substr(0, slash);
  const auto address = parse_ip_address(head);
  if (!address) return {};
  if (slash == std::string_view::npos) return IpNetwork{*address, 128};
  const auto bits = parse_number<unsigned>(text.substr(slash + 1));
  const unsigned skipped = head.find(':') == std::string_view::npos ? kMappedBits : 0;
  if (!bits || *bits > 128 - skipped || text.size() - slash > 4) return {};
  const int prefix = static_cast<int>(*bits + skipped);
  return IpNetwork{masked(*address, prefix), prefix};
}

IpNetwork neighbourhood_of(const IpAddress& address) {
  const int prefix = address.is_v4() ? kMappedBits + 24 : 64;
  return {masked(address, prefix), prefix};
}

IpNetwork site_network_of(const IpAddress& address) {
  const int prefix = address.is_v4() ? kMappedBits + 24 : 48;
  return {masked(address, prefix), prefix};
}

IpNetwork provider_network_of(const IpAddress& address) {
  const int prefix = address.is_v4() ? kMappedBits + 16 : 32;
  return {masked(address, prefix), prefix};
}

bool is_private(const IpAddress& address) {
  if (address.is_v4()) {
    const std::uint32_t quad = v4_of(address);
    return std::ranges::any_of(kPrivateV4, [quad](const V4Range& range) {
      return (quad ^ range.base) >> (32 - range.prefix) == 0;
    });
  }
  const auto& bytes = address.bytes;
  return (bytes[0] & 0xfe) == 0xfc || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) ||
         is_v6_loopback(address);
}

bool is_loopback(const IpAddress& address) {
  return address.is_v4() ? address.bytes[12] == 127 : is_v6_loopback(address);
}

std::size_t IpAddressHash::operator()(const IpAddress& address) const noexcept {
  // Of IPv6 a stranger has a /48 and chooses all that follows: with a hash that is the same in
  // every run he had sixty thousand addresses in one place. Both halves are keyed, for a product
  // with a half that is known is known.
  const std::uint64_t key = hash_key();
  return static_cast<std::size_t>(
      mix(load(address.bytes.data()) ^ key, load(address.bytes.data() + 8) ^ std::rotl(key, 32)));
}

}  // namespace queuehound
