// The server's own addresses: asked of the kernel on the live server, read from the usual files of
// a copied tree. Files are read loosely: every word that is an address counts.
#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxAddresses = 100'000;

std::string rule_keeper(const Search& search) {
  const RootDir& root = search.root;
  if (!search.config.firewall.empty()) return search.config.firewall;
  if (root.exists("/etc/csf/csf.conf") && !root.exists("/etc/csf/csf.disable")) return "csf";
  const bool has_apf =
      root.exists("/etc/apf/conf.apf") || root.exists("/etc/apf-firewall/conf.apf");
  return has_apf ? "apf" : "";
}

void add(Search& search, std::string_view text) {
  const auto address = parse_ip_address(text.substr(0, text.find('/')));
  std::vector<IpAddress>& own = search.server.own_addresses;
  if (address && own.size() < kMaxAddresses) own.push_back(*address);
}

void ask_kernel(Search& search) {
  ifaddrs* first = nullptr;
  if (getifaddrs(&first) != 0) return;
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr) continue;
    IpAddress address{};
    if (at->ifa_addr->sa_family == AF_INET) {
      address.bytes[10] = address.bytes[11] = 0xff;
      sockaddr_in v4{};
      std::memcpy(&v4, at->ifa_addr, sizeof v4);
      std::memcpy(address.bytes.data() + 12, &v4.sin_addr, 4);
    } else if (at->ifa_addr->sa_family == AF_INET6) {
      sockaddr_in6 v6{};
      std::memcpy(&v6, at->ifa_addr, sizeof v6);
      std::memcpy(address.bytes.data(), &v6.sin6_addr, 16);
    } else {
      continue;
    }
    search.server.own_addresses.push_back(address);
  }
  freeifaddrs(first);
}

// Addresses stand after these words; gateways, masks and name servers after others.
void read_assignments(Search& search, std::string_view text) {
  for_each_line(text, [&](std::string_view line) {
    line = trim(line);
    if (line.starts_with('#')) return;
    const bool is_address = line.starts_with("address ") || line.starts_with("IPADDR") ||
                            line.starts_with("IPV6ADDR") || line.starts_with("Address=");
    if (!is_address) return;
    for_each_word(line, [&](std::string_view word) { add(search, word); }, " \t=\"'");
  });
}

// netplan: "addresses: [192.0.2.5/24, ...]" or a list of "- 192.0.2.5/24"; name servers' lists look
// the same but have no prefix.
void read_netplan(Search& search, std::string_view text) {
  for_each_word(
      text,
      [&](std::string_view word) {
        if (word.contains('/')) add(search, word);
      },
      " \t\r\n,[]\"'");
}

void read_hosts(Search& search) {
  const Server& server = search.server;
  for_each_line(text_of(search.root, "/etc/hosts"), [&](std::string_view line) {
    line = trim(line.substr(0, line.find('#')));
    const std::string_view address = line.substr(0, line.find_first_of(" \t"));
    bool ours = false;
    for_each_word(line.substr(address.size()), [&](std::string_view name) {
      ours =
          ours || (!server.hostname.empty() && equal_ignoring_case(name, server.hostname)) ||
          (!server.primary_hostname.empty() && equal_ignoring_case(name, server.primary_hostname));
    });
    if (ours) add(search, address);
  });
}

void read_files(Search& search) {
  const RootDir& root = search.root;
  for (const std::string_view pattern :
       {"/etc/network/interfaces", "/etc/network/interfaces.d/*",
        "/etc/sysconfig/network-scripts/ifcfg-*", "/etc/systemd/network/*.network"})
    for (const std::string& path : glob(root, pattern, 1000))
      read_assignments(search, text_of(root, path));
  for (const std::string& path : glob(root, "/etc/netplan/*.yaml", 100))
    read_netplan(search, text_of(root, path));
  for (const std::string_view path : {"/var/cpanel/mainip", "/etc/ips", "/etc/domainips",
                                      "/usr/local/directadmin/data/admin/ip.list"})
    for_each_word(
        text_of(root, path), [&](std::string_view word) { add(search, word); }, " \t\r\n:");
  for (const DirectoryEntry& entry : entries_of(root, "/usr/local/directadmin/data/admin/ips"))
    add(search, entry.name);
  for (const DirectoryEntry& entry : entries_of(root, "/usr/local/hestia/data/ips"))
    add(search, entry.name);
}

}  // namespace

void find_addresses(Search& search) {
  if (search.root.is_live()) ask_kernel(search);
  if (!search.root.is_live()) read_files(search);
  read_hosts(search);
  Server& server = search.server;
  std::ranges::sort(server.own_addresses);
  const auto repeated = std::ranges::unique(server.own_addresses);
  server.own_addresses.erase(repeated.begin(), repeated.end());

  server.proxies = search.config.proxies;
  server.proxies.insert(server.proxies.end(), search.web.proxies.begin(), search.web.proxies.end());
  for (const std::string& path : search.web.proxy_lists)
    for_each_line(text_of(search.root, path), [&](std::string_view line) {
      if (const auto network = parse_ip_network(trim(line.substr(0, line.find('#')))))
        server.proxies.push_back(*network);
    });
  server.relay_networks.insert(server.relay_networks.end(), search.config.relay_hosts.begin(),
                               search.config.relay_hosts.end());
  server.relays_are_known |= !search.config.relay_hosts.empty();
  server.protected_networks = search.config.protect;
  server.firewall = search.config.firewall;
  server.rule_keeper = rule_keeper(search);
}

}  // namespace queuehound
