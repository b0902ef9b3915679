// Who a line of an access log says asked.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/access_log.h"
#include "formats/access_words.h"
#include "host/server.h"

namespace queuehound {

// This server, its network or a proxy of it: who speaks through it is somebody else.
bool is_ours(const Server& server, const IpAddress& address);

// A client as this server may believe it: the connecting address, or, where that is a proxy of
// ours, the last address of X-Forwarded-For that is not.
std::optional<IpAddress> believed_client(const Server& server, std::string_view client,
                                         std::string_view forwarded_for);

// Clients that a log tells by name (HostnameLookups). Whoever owns an address chooses the name that
// is found for it, so what looks like an address in such a log may be anybody's choice, too.
struct NamedClients {
  std::uint64_t requests = 0, named = 0;
  std::string sample;

  void see(std::string_view client) {
    client = without_port(client);
    if (!is_host_name(client)) return;
    ++named;
    if (sample.empty()) sample = std::string(client.substr(0, 100));
  }
  void add(const NamedClients& other) {
    requests += other.requests;
    named += other.named;
    if (sample.empty()) sample = other.sample;
  }
  // A torn line may begin with one: no log is given up for a few among thousands.
  bool are_a_habit() const {
    constexpr std::uint64_t kMany = 10, kShare = 20;
    return named > kMany || (named > 0 && named * kShare >= requests);
  }

 private:
  static bool is_host_name(std::string_view client) {
    if (client == "localhost") return true;
    const std::size_t dot = client.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == client.size()) return false;
    return is_alphanumeric(client[dot + 1]) && !is_digit(client[dot + 1]) &&
           std::ranges::all_of(client, [](char c) {
             return is_alphanumeric(c) || c == '.' || c == '-' || c == '_';
           });
  }
};

// The address of a client that is neither ours nor a proxy of ours, without the whole ceremony.
class PlainClients {
 public:
  explicit PlainClients(const Server& server) : server_(server) {
    for (const unsigned first : {10u, 100u, 127u, 169u, 172u, 192u})
      may_be_ours_[first] = true;  // is_private() has ranges there
    for (const IpAddress& address : server.own_addresses) may_be_ours_[address.bytes[12]] = true;
    for (const IpNetwork& network : server.proxies) {
      if (network.prefix >= 104)
        may_be_ours_[network.base.bytes[12]] = true;
      else
        may_be_ours_.fill(true);
    }
  }

  std::optional<IpAddress> read(const AccessRequest& request) const {
    const auto quad = plain_quad(request.client);
    if (!quad || may_be_ours_[*quad >> 24])
      return believed_client(server_, request.client, request.forwarded_for);
    IpAddress address;
    address.bytes[10] = address.bytes[11] = 0xff;
    for (unsigned i = 0; i < 4; ++i)
      address.bytes[12 + i] = static_cast<std::uint8_t>(*quad >> (24 - 8 * i));
    return address;
  }

 private:
  // A dotted quad as parse_ip_address takes it, or the whole parser is to be asked.
  static std::optional<std::uint32_t> plain_quad(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    const auto digit = [&] { return at == end ? 10u : static_cast<unsigned>(*at - '0'); };
    std::uint32_t quad = 0;
    for (unsigned i = 0; i < 4; ++i) {
      if (i > 0 && (at == end || *at++ != '.')) return {};
      std::uint32_t octet = digit();
      if (octet > 9) return {};
      ++at;
      if (octet != 0)
        for (; digit() <= 9 && octet <= 255; ++at) octet = octet * 10 + digit();
      if (octet > 255) return {};
      quad = quad << 8 | octet;
    }
    return at == end ? std::optional(quad) : std::nullopt;
  }

  const Server& server_;
  std::array<bool, 256> may_be_ours_{};  // by first octet
};

}  // namespace queuehound
