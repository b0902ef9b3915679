// apf (Advanced Policy Firewall). It adds an address by its own command; taken away it is by us,
// because `apf -u` removes whatever looks like it. IPv4 only: of ip6tables it knows nothing.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apply/block_hosts_file.h"
#include "apply/output_of.h"
#include "apply/replace_file.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 2> kHomes{"/etc/apf-firewall", "/etc/apf"};

std::string program() { return find_program({"/usr/sbin/apf", "/usr/local/sbin/apf"}); }
std::string iptables() { return find_program({"/usr/sbin/iptables", "/sbin/iptables"}); }

std::string home(const LiveServer& live) {
  for (const std::string_view path : kHomes)
    if (live.root.exists(std::string(path) + "/conf.apf")) return std::string(path);
  return {};
}
std::string setting(const LiveServer& live, std::string_view name) {
  return shell_setting(text_of(live.root, home(live) + "/conf.apf"), name);
}
std::string deny_file(const LiveServer& live) { return home(live) + "/deny_hosts.rules"; }

std::string why_not(const LiveServer& live, IpFamily family) {
  if (home(live).empty()) return "without conf.apf";
  if (family == IpFamily::v6) return "made for IPv4 only";
  if (setting(live, "DEVEL_MODE") != "0")
    return "in development mode: it flushes all its rules every 5 minutes (DEVEL_MODE in conf.apf)";
  if (iptables().empty() || !why_no_answer({iptables(), "-w", "-S", "TDENY"}).empty())
    return "installed but not started (apf -s starts it)";
  return {};
}

Result<std::vector<BlockedAddress>> list(const LiveServer& live) {
  return parse_apf_deny(text_of(live.root, deny_file(live), kListFile));
}

std::string stop_of(const LiveServer& live) {
  const std::string stop = setting(live, "ALL_STOP");
  return stop.empty() ? "DROP" : stop;
}

// The two rules that `apf -d` makes of an address.
std::array<std::vector<std::string>, 2> rules_of(const LiveServer& live, std::string_view verb,
                                                 const IpNetwork& network) {
  const std::string stop = stop_of(live), text = to_text(network), how(verb);
  return {{{iptables(), "-w", how, "TDENY", "-s", text, "-j", stop},
           {iptables(), "-w", how, "TDENY", "-d", text, "-j", stop}}};
}

bool has_rule(const std::vector<std::string>& check) { return output_of({check}).has_value(); }

Result<> deny(const LiveServer& live, const BlockOrder& order, const IpNetwork& network) {
  // apf lets its shell cut the comment into words and match them against files: plain ones only.
  const std::string comment = order.tag + " " + plain_words(order.reason);
  const std::string said = TRY(output_of({{program(), "-d", to_text(network), comment}}));
  const auto now = TRY(list(live));
  if (std::ranges::find(now, network, &BlockedAddress::network) == now.end())
    return fail(Error::Kind::failed,
                fmt::format("apf did not block {}: {}", to_text(network), said));
  return {};
}

// In its file, but cut off before its rules, or the rules gone since.
Result<> restore_rules(const LiveServer& live, const IpNetwork& network) {
  const auto checks = rules_of(live, "-C", network), inserts = rules_of(live, "-I", network);
  for (std::size_t i = 0; i < checks.size(); ++i)
    if (!has_rule(checks[i])) TRY(output_of({inserts[i]}));
  return {};
}

Result<std::string> add(const LiveServer& live, const BlockOrder& order) {
  const auto before = TRY(list(live));
  for (const IpNetwork& network : order.networks) {
    const auto found = std::ranges::find(before, network, &BlockedAddress::network);
    if (found == before.end()) TRY(deny(live, order, network));
    TRY(restore_rules(live, network));
  }
  return "saved in " + deny_file(live);
}

Result<> remove(const LiveServer& live, std::string_view tag,
                const std::vector<IpNetwork>& networks) {
  const std::string path = deny_file(live);
  std::vector<IpNetwork> ours;
  for (const BlockedAddress& one : TRY(list(live)))
    if (one.tag == tag && is_one_of(networks, one.network)) ours.push_back(one.network);
  // The rules first: cut off behind this, the file still says whose they were.
  for (const IpNetwork& network : ours)
    for (std::size_t i = 0; i < 2; ++i)
      if (has_rule(rules_of(live, "-C", network)[i]))
        TRY(output_of({rules_of(live, "-D", network)[i]}));
  std::ranges::sort(ours);
  const std::string file = TRY(live.root.read_file(path));
  TRY(replace_file(live.root, path, without_apf_lines(file, tag, ours)));
  return {};
}

}  // namespace

BlockBackend apf_backend() {
  return {"apf", "apf", true, false, [] { return !program().empty(); }, why_not, list, add, remove};
}

}  // namespace queuehound
