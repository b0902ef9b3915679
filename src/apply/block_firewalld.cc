// firewalld: rich rules, in the running rules with their time and in the permanent ones without (a
// permanent rule cannot have one), so that a reload keeps them; `block expire` takes the permanent
// ones away. No reload of ours: it would drop what others put into the running rules only.
#include "apply/block_firewalld.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "apply/block_backend.h"
#include "apply/output_of.h"
#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kAtOnce = 100;  // rules of one command: 200 permanent ones take it 6 s
constexpr std::string_view kTag = "queuehound";

std::string program() { return find_program({"/usr/bin/firewall-cmd", "/bin/firewall-cmd"}); }

Result<std::string> ask(std::vector<std::string> options) {
  options.insert(options.begin(), program());
  return output_of({.arguments = std::move(options), .limit = std::chrono::seconds(120)});
}

// firewall-cmd is a Python program that takes half a second to say that nobody is there, on every
// server where the package lies unused. Both speak by D-Bus alone.
bool has_system_bus(const LiveServer& live) {
  return live.root.exists("/run/dbus/system_bus_socket") ||
         live.root.exists("/var/run/dbus/system_bus_socket");
}

std::string why_not(const LiveServer& live, IpFamily) {
  return has_system_bus(live) && ask({"--state"}) ? "" : "installed but not running";
}

// Where packets of a stranger may come in. Zones that trust or drop everything need no rule.
Result<std::vector<std::string>> zones_in_use() {
  auto zones = parse_active_zones(TRY(ask({"--get-active-zones"})));
  zones.emplace_back(trim(TRY(ask({"--get-default-zone"}))));
  std::ranges::sort(zones);
  const auto repeated = std::ranges::unique(zones);
  zones.erase(repeated.begin(), repeated.end());
  std::erase_if(zones, [](const std::string& zone) {
    return zone.empty() || zone == "drop" || zone == "block" || zone == "trusted";
  });
  return zones;
}

// The same change of many rules in one zone, some at a time. Both what is there already and what is
// gone already is a warning of firewalld's, no failure.
Result<> change(const std::vector<std::string>& options, std::string_view verb,
                const std::vector<IpNetwork>& networks) {
  for (std::size_t from = 0; from < networks.size(); from += kAtOnce) {
    std::vector<std::string> arguments = options;
    for (std::size_t i = from; i < std::min(networks.size(), from + kAtOnce); ++i)
      arguments.push_back(fmt::format("--{}-rich-rule={}", verb, rich_rule_of(networks[i])));
    TRY(ask(std::move(arguments)));
  }
  return {};
}

Result<std::vector<BlockedAddress>> list(const LiveServer&) {
  std::vector<BlockedAddress> blocked;
  for (const ZoneRule& rule : parse_all_zones(TRY(ask({"--list-all-zones"}))))
    if (std::ranges::find(blocked, rule.network, &BlockedAddress::network) == blocked.end())
      blocked.push_back({rule.network, std::string(kTag)});
  return blocked;
}

Result<std::string> add(const LiveServer& live, const BlockOrder& order) {
  const auto left = seconds_left(live, order.until);
  const auto zones = TRY(zones_in_use());
  if (zones.empty())
    return fail(Error::Kind::refused, "every zone of firewalld in use drops or trusts everything");
  for (const std::string& zone : zones) {
    std::vector<std::string> running{"--zone=" + zone};
    if (left) running.push_back(fmt::format("--timeout={}", *left));
    TRY(change(running, "add", order.networks));
    TRY(change({"--permanent", "--zone=" + zone}, "add", order.networks));
  }
  return fmt::format("saved in firewalld's zone {}; connections open now go on until they end",
                     fmt::join(zones, ", "));
}

Result<> remove_from(const std::vector<std::string>& options,
                     const std::vector<IpNetwork>& networks) {
  std::vector<std::string> question = options;
  question.emplace_back("--list-all-zones");
  std::map<std::string, std::vector<IpNetwork>> of_zone;
  for (const ZoneRule& rule : parse_all_zones(TRY(ask(question))))
    if (is_one_of(networks, rule.network)) of_zone[rule.zone].push_back(rule.network);
  for (const auto& [zone, rules] : of_zone) {
    std::vector<std::string> where = options;
    where.push_back("--zone=" + zone);
    TRY(change(where, "remove", rules));
  }
  return {};
}

Result<> remove(const LiveServer&, std::string_view, const std::vector<IpNetwork>& networks) {
  TRY(remove_from({}, networks));
  return remove_from({"--permanent"}, networks);
}

}  // namespace

std::vector<ZoneRule> parse_all_zones(std::string_view printed) {
  std::vector<ZoneRule> rules;
  std::string zone;
  const std::string mark = fmt::format("rule priority=\"{}\" ", kRichPriority);
  for_each_line(printed, [&](std::string_view line) {
    if (!line.starts_with(' ') && !line.starts_with('\t')) zone = std::string(cut(line, ' '));
    line = trim(line);
    constexpr std::string_view kBefore = "source address=\"";
    const std::size_t at = line.find(kBefore);
    if (!line.starts_with(mark) || at == line.npos) return;
    line.remove_prefix(at + kBefore.size());
    const auto network = parse_ip_network(cut(line, '"'));
    if (network && trim(line) == "drop") rules.push_back({zone, *network});
  });
  return rules;
}

std::vector<std::string> parse_active_zones(std::string_view printed) {
  std::vector<std::string> zones;
  for_each_line(printed, [&](std::string_view line) {
    if (!line.empty() && line[0] != ' ' && line[0] != '\t') zones.emplace_back(cut(line, ' '));
  });
  return zones;
}

std::string rich_rule_of(const IpNetwork& network) {
  return fmt::format("rule priority=\"{}\" family=\"{}\" source address=\"{}\" drop", kRichPriority,
                     network.is_v4() ? "ipv4" : "ipv6", to_text(network));
}

BlockBackend firewalld_backend() {
  return {"firewalld", "firewall-cmd", false, true,  [] { return !program().empty(); },
          why_not,     list,           add,   remove};
}

}  // namespace queuehound
