// csf (ConfigServer Firewall and its forks): asked by its own commands, which say yes whatever
// happens, so its files tell what became of it.
#include <fmt/format.h>

#include <algorithm>

#include "apply/block_hosts_file.h"
#include "apply/output_of.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::string_view kDeny = "/etc/csf/csf.deny", kTempban = "/var/lib/csf/csf.tempban";

std::string program() { return find_program({"/usr/sbin/csf", "/usr/local/sbin/csf"}); }

std::string why_not(const LiveServer& live, IpFamily family) {
  if (live.root.exists("/etc/csf/csf.disable")) return "installed but disabled (csf -e enables it)";
  const std::string config = text_of(live.root, "/etc/csf/csf.conf");
  if (config.empty()) return "without /etc/csf/csf.conf";
  if (shell_setting(config, "TESTING") != "0")
    return "in testing mode: it clears all its rules every few minutes (TESTING in csf.conf)";
  if (family == IpFamily::v6 && shell_setting(config, "IPV6") != "1")
    return "set up for IPv4 only (IPV6 in csf.conf)";
  return {};
}

// With temporary ones whose time is over: lfd takes them out, where it runs.
std::vector<BlockedAddress> in_files(const LiveServer& live) {
  auto blocked = parse_csf_deny(text_of(live.root, kDeny, kListFile));
  for (BlockedAddress& one : parse_csf_tempban(text_of(live.root, kTempban, kListFile)))
    blocked.push_back(std::move(one));
  return blocked;
}

Result<std::vector<BlockedAddress>> list(const LiveServer& live) { return in_files(live); }

bool holds(const std::vector<BlockedAddress>& blocked, const IpNetwork& network) {
  return std::ranges::find(blocked, network, &BlockedAddress::network) != blocked.end();
}

Result<> deny(const LiveServer& live, const BlockOrder& order, const IpNetwork& network) {
  // One argument: a word of it can be no option of csf's.
  const std::string comment = order.tag + " " + plain_words(order.reason);
  const auto left = seconds_left(live, order.until);
  std::vector<std::string> arguments{program(), left ? "-td" : "-d", to_text(network)};
  if (left) arguments.push_back(std::to_string(*left));
  arguments.push_back(comment);
  const std::string said = TRY(output_of({.arguments = arguments}));
  if (!holds(in_files(live), network))
    return fail(Error::Kind::failed,
                fmt::format("csf did not block {}: {}", to_text(network), said));
  return {};
}

Result<std::string> add(const LiveServer& live, const BlockOrder& order) {
  const auto before = in_files(live);
  for (const IpNetwork& network : order.networks)
    if (!holds(before, network)) TRY(deny(live, order, network));
  return order.until ? fmt::format("saved in {}", kTempban) : fmt::format("saved in {}", kDeny);
}

Result<> remove(const LiveServer& live, std::string_view tag,
                const std::vector<IpNetwork>& networks) {
  const auto blocked = in_files(live);
  for (const BlockedAddress& one : blocked) {
    if (one.tag != tag || !is_one_of(networks, one.network)) continue;
    TRY(output_of({{program(), one.until ? "-tr" : "-dr", to_text(one.network)}}));
  }
  for (const BlockedAddress& one : in_files(live))
    if (one.tag == tag && is_one_of(networks, one.network))
      return fail(Error::Kind::failed, "csf keeps blocking " + to_text(one.network));
  return {};
}

}  // namespace

BlockBackend csf_backend() {
  return {"csf", "csf", true, true, [] { return !program().empty(); }, why_not, list, add, remove};
}

}  // namespace queuehound
