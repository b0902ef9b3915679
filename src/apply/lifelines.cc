#include "apply/lifelines.h"

#include <fmt/format.h>
#include <utmpx.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "dossier/never_block.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kConnections = 64u << 20;  // of /proc/net/tcp: some 400,000 lines

struct Range {
  std::string_view network, why;
  bool is_vital;
};
constexpr std::array<Range, 13> kRanges{{
    {"127.0.0.0/8", "loopback: this server itself", true},
    {"::1", "loopback: this server itself", true},
    {"0.0.0.0/8", "no address of a host", true},
    {"::", "no address of a host", true},
    {"224.0.0.0/3", "multicast, reserved or broadcast", true},
    {"ff00::/8", "multicast", true},
    {"10.0.0.0/8", "a private range", false},
    {"172.16.0.0/12", "a private range", false},
    {"192.168.0.0/16", "a private range", false},
    {"100.64.0.0/10", "shared by a provider's customers", false},
    {"169.254.0.0/16", "link-local", false},
    {"fc00::/7", "a private range", false},
    {"fe80::/10", "link-local", false},
}};

struct OpenFile {
  std::string_view path, why;
};
constexpr std::array<OpenFile, 7> kOpenFiles{{
    {"/etc/csf/csf.allow", "in csf.allow"},
    {"/etc/csf/csf.ignore", "in csf.ignore"},
    {"/etc/apf-firewall/allow_hosts.rules", "in apf's allow_hosts.rules"},
    {"/etc/apf-firewall/glob_allow.rules", "in apf's glob_allow.rules"},
    {"/etc/apf/allow_hosts.rules", "in apf's allow_hosts.rules"},
    {"/etc/apf/glob_allow.rules", "in apf's glob_allow.rules"},
    {"/etc/resolv.conf", "a name server this server asks"},
}};

IpNetwork one(const IpAddress& address) { return {address, 128}; }

void add_ranges(std::vector<Lifeline>& all) {
  for (const Range& range : kRanges)
    if (const auto network = parse_ip_network(range.network))
      all.push_back({*network, std::string(range.why), range.is_vital});
}

void add_own(const Server& server, std::vector<Lifeline>& all) {
  for (const IpAddress& address : server.own_addresses)
    all.push_back({one(address), "an address of this server", true});
}

std::vector<std::uint16_t> ssh_ports(const LiveServer& live) {
  std::vector<std::uint16_t> ports{22};
  std::vector<std::string> files = glob(live.root, "/etc/ssh/sshd_config.d/*.conf", 100);
  files.emplace_back("/etc/ssh/sshd_config");
  for (const std::string& file : files)
    for (const std::uint16_t port : parse_ssh_ports(text_of(live.root, file)))
      ports.push_back(port);
  return ports;
}

// "192.0.2.7 50000 198.51.100.1 2222": from, its port, to, our port. sudo takes it out of the
// environment; then the connection itself tells.
void add_own_session(std::vector<Lifeline>& all, std::vector<std::uint16_t>& ports) {
  const char* session = std::getenv("SSH_CONNECTION");
  if (session == nullptr) return;
  std::string_view rest = session;
  const auto address = parse_ip_address(cut(rest, ' '));
  cut(rest, ' ');
  cut(rest, ' ');
  if (const auto port = parse_number<std::uint16_t>(rest)) ports.push_back(*port);
  if (address) all.push_back({one(*address), "your own SSH session", true});
}

void add_logged_in(std::vector<Lifeline>& all) {
  ::setutxent();
  while (const utmpx* entry = ::getutxent()) {
    if (entry->ut_type != USER_PROCESS) continue;
    const std::string_view host(entry->ut_host, ::strnlen(entry->ut_host, sizeof entry->ut_host));
    if (const auto address = parse_ip_address(host))
      all.push_back({one(*address), "somebody is logged in from there now", true});
  }
  ::endutxent();
}

void add_sessions(const LiveServer& live, std::vector<Lifeline>& all) {
  std::vector<std::uint16_t> ports = ssh_ports(live);
  add_own_session(all, ports);
  for (const std::string_view path : {"/proc/self/net/tcp", "/proc/self/net/tcp6"})
    for (const IpAddress& peer : parse_peers(text_of(live.root, path, kConnections), ports))
      all.push_back({one(peer), "connected by SSH now", true});
  add_logged_in(all);
}

void add_said(const LiveServer& live, std::vector<Lifeline>& all) {
  const Server& server = live.server;
  for (const IpNetwork& network : server.protected_networks)
    all.push_back({network, "on the allow list, or protected in queuehound.toml"});
  for (const IpNetwork& network : server.proxies)
    all.push_back({network, "a proxy this server trusts"});
  for (const IpNetwork& network : content_networks())
    all.push_back({network, "a content network: many visitors share it"});
  for (const OpenFile& file : kOpenFiles)
    for (const IpNetwork& network : parse_open_hosts(text_of(live.root, file.path)))
      all.push_back({network, std::string(file.why)});
  for (const IpNetwork& network :
       parse_zone_sources(text_of(live.root, "/etc/firewalld/zones/trusted.xml")))
    all.push_back({network, "a trusted source of firewalld's"});
}

// "0100007F:0016": each four bytes as the machine reads them.
struct End {
  IpAddress address;
  std::uint16_t port = 0;
};
std::optional<std::uint32_t> hex_word(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}
std::optional<End> parse_end(std::string_view text) {
  const std::string_view address = cut(text, ':');
  const auto port = hex_word(text);
  if (!port || (address.size() != 8 && address.size() != 32)) return {};
  End end;
  end.port = static_cast<std::uint16_t>(*port);
  const std::size_t first = address.size() == 8 ? 12 : 0;
  if (first != 0) end.address.bytes[10] = end.address.bytes[11] = 0xff;
  for (std::size_t i = 0; i < address.size() / 8; ++i) {
    const auto word = hex_word(address.substr(i * 8, 8));
    if (!word) return {};
    std::memcpy(end.address.bytes.data() + first + 4 * i, &*word, 4);
  }
  return end;
}

}  // namespace

std::vector<Lifeline> read_lifelines(const LiveServer& live) {
  std::vector<Lifeline> all;
  add_ranges(all);
  add_own(live.server, all);
  add_sessions(live, all);
  add_said(live, all);
  std::ranges::stable_sort(all, std::greater{}, &Lifeline::is_vital);
  return all;
}

const Lifeline* lifeline_in(std::span<const Lifeline> lifelines, const IpNetwork& network) {
  for (const Lifeline& line : lifelines)
    if (overlap(line.network, network)) return &line;
  return nullptr;
}

bool is_too_wide(const IpNetwork& network) {
  return network.prefix < (network.is_v4() ? 96 + 16 : 32);
}

bool is_everybody(const IpNetwork& network) { return network.prefix == (network.is_v4() ? 96 : 0); }

std::string how_wide(const IpNetwork& network) {
  if (!is_too_wide(network)) return {};
  const char* family = network.is_v4() ? "IPv4" : "IPv6";
  if (is_everybody(network))
    return fmt::format(
        "every {} address: everybody is shut out, customers, other mail servers, "
        "you, and whoever would take it back",
        family);
  const int bits = network.prefix - (network.is_v4() ? 96 : 0);
  return fmt::format("one in {} of all {} addresses", std::uint64_t{1} << bits, family);
}

std::string why_keep_open(std::span<const Lifeline> lifelines, const IpNetwork& network) {
  if (is_everybody(network)) return how_wide(network);
  if (const Lifeline* line = lifeline_in(lifelines, network))
    return line->network.contains(network)
               ? line->why
               : fmt::format("it holds {}: {}", to_text(line->network), line->why);
  return is_too_wide(network) ? "so wide a network is a part of the Internet" : "";
}

std::vector<IpAddress> parse_peers(std::string_view proc_net_tcp,
                                   std::span<const std::uint16_t> ports) {
  std::vector<IpAddress> peers;
  for_each_line(proc_net_tcp, [&](std::string_view line) {
    std::array<std::string_view, 4> words;
    std::size_t count = 0;
    for_each_word(line, [&](std::string_view word) {
      if (count < words.size()) words[count++] = word;
    });
    const auto here = parse_end(words[1]), there = parse_end(words[2]);
    if (!here || !there || words[3] != "01") return;
    if (std::ranges::find(ports, here->port) != ports.end()) peers.push_back(there->address);
  });
  return peers;
}

std::vector<IpNetwork> parse_open_hosts(std::string_view file) {
  std::vector<IpNetwork> open;
  for_each_line(file, [&](std::string_view line) {
    line = line.substr(0, line.find_first_of("#;"));
    for_each_word(
        line,
        [&](std::string_view word) {
          if (const auto network = parse_ip_network(word)) open.push_back(*network);
        },
        " \t\r|=");
  });
  return open;
}

std::vector<IpNetwork> parse_zone_sources(std::string_view xml) {
  std::vector<IpNetwork> sources;
  constexpr std::string_view kSource = "<source ", kAddress = "address=\"";
  for (std::size_t at = xml.find(kSource); at != xml.npos; at = xml.find(kSource, at + 1)) {
    std::string_view tag = xml.substr(at, xml.find('>', at) - at);
    const std::size_t value = tag.find(kAddress);
    if (value == tag.npos) continue;
    tag.remove_prefix(value + kAddress.size());
    if (const auto network = parse_ip_network(cut(tag, '"'))) sources.push_back(*network);
  }
  return sources;
}

std::vector<std::uint16_t> parse_ssh_ports(std::string_view sshd_config) {
  std::vector<std::uint16_t> ports;
  for_each_line(sshd_config, [&](std::string_view line) {
    line = trim(line.substr(0, line.find('#')));
    const std::size_t end = line.find_first_of(" \t=");
    if (end == line.npos || !equal_ignoring_case(line.substr(0, end), "Port")) return;
    const auto port = parse_number<std::uint16_t>(trim(line.substr(end + 1)));
    if (port) ports.push_back(*port);
  });
  return ports;
}

}  // namespace queuehound
