// Addresses without which the server or its administrator is cut off, or which somebody has said
// are to stay open: never blocked, by nobody, unless forced. Read when asked, because sessions come
// and go.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "base/ip_address.h"

namespace queuehound {

struct Lifeline {
  IpNetwork network;
  std::string why;        // "your SSH session (port 22)"
  bool is_vital = false;  // blocking it cuts off whoever asks, or the server from itself
};

std::vector<Lifeline> read_lifelines(const LiveServer& live);

// The first that the network would cut, the vital ones before all; nullptr: none. `is_too_wide`
// beside it: a network of more than 65,536 IPv4 addresses, or of more than a /32 of IPv6.
const Lifeline* lifeline_in(std::span<const Lifeline> lifelines, const IpNetwork& network);
bool is_too_wide(const IpNetwork& network);
bool is_everybody(const IpNetwork& network);  // all of IPv4 or of IPv6

// "every IPv4 address: everybody is shut out, ..."; "" where it is not too wide.
std::string how_wide(const IpNetwork& network);

// "" where it may be blocked, else why not.
std::string why_keep_open(std::span<const Lifeline> lifelines, const IpNetwork& network);

// --- parts, for their tests

// Far ends of established connections to one of the ports, in /proc/net/tcp or tcp6.
std::vector<IpAddress> parse_peers(std::string_view proc_net_tcp,
                                   std::span<const std::uint16_t> ports);
// Every word of csf.allow, csf.ignore, allow_hosts.rules that is an address or a network; in
// "tcp|in|d=22|s=192.0.2.7" and "d=22:s=192.0.2.7" too.
std::vector<IpNetwork> parse_open_hosts(std::string_view file);
// <source address="192.0.2.0/24"/> in firewalld's trusted.xml.
std::vector<IpNetwork> parse_zone_sources(std::string_view xml);
std::vector<std::uint16_t> parse_ssh_ports(std::string_view sshd_config);

}  // namespace queuehound
