// iptables and ip6tables: a chain of our own, first in INPUT; where the server keeps sets of ipset
// over a reboot the addresses stand in a set with their time, else they are rules. The file that is
// loaded at boot gets our lines and nothing else: a whole iptables-save would keep what others mean
// to be gone by then.
#include "apply/block_iptables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "apply/output_of.h"
#include "apply/replace_file.h"

namespace queuehound {
namespace {

struct FamilyRow {
  IpFamily family;
  std::string_view program, set;
  std::array<std::string_view, 3> boot_files;
};
constexpr std::array<FamilyRow, 2> kFamilies{
    {{IpFamily::v4,
      "iptables",
      "queuehound4",
      {"/etc/iptables/rules.v4", "/etc/sysconfig/iptables", "/etc/iptables.rules"}},
     {IpFamily::v6,
      "ip6tables",
      "queuehound6",
      {"/etc/iptables/rules.v6", "/etc/sysconfig/ip6tables", "/etc/ip6tables.rules"}}}};

// Files of those that load sets at boot, before the rules: ipset-persistent, ipset-service.
constexpr std::array<std::string_view, 5> kRestoresSets{
    "/etc/iptables/ipsets", "/usr/share/netfilter-persistent/plugins.d/10-ipset",
    "/etc/sysconfig/ipset", "/etc/sysconfig/ipset.d", "/etc/ipset.conf"};

std::string program(std::string_view name, std::string_view suffix = {}) {
  const std::string whole = std::string(name) + std::string(suffix);
  return find_program({"/usr/sbin/" + whole, "/sbin/" + whole, "/usr/local/sbin/" + whole});
}

const FamilyRow& row_of(IpFamily family) { return kFamilies[family == IpFamily::v4 ? 0 : 1]; }

std::string why_not(const LiveServer&, IpFamily family) {
  const std::string_view name = row_of(family).program;
  if (program(name).empty()) return fmt::format("{} is not installed", name);
  return why_no_answer({program(name), "-w", "-S", "INPUT"});
}

// Everything of one family: the chain, and the set where ipset works.
struct State {
  OurChain chain;
  bool has_ipset = false;  // it is installed and the kernel has it
  bool has_set = false;    // ours is there
  std::vector<BlockedAddress> members;

  std::vector<BlockedAddress> all() const {
    std::vector<BlockedAddress> blocked = members;
    for (const BlockedAddress& rule : chain.rules) {
      const bool is_member = std::ranges::any_of(members, [&](const BlockedAddress& member) {
        return member.network == rule.network && member.tag == rule.tag;
      });
      if (!is_member) blocked.push_back(rule);
    }
    return blocked;
  }
};

Result<State> read_state(const LiveServer& live, const FamilyRow& row) {
  State state;
  if (program(row.program).empty()) return state;
  state.chain =
      parse_iptables_save(TRY(output_of({{program(row.program, "-save"), "-c", "-t", "filter"}})));
  const std::string ipset = program("ipset");
  if (ipset.empty()) return state;
  const auto names = output_of({{ipset, "list", "-n"}});
  state.has_ipset = names.has_value();
  if (!names || !("\n" + *names).contains(fmt::format("\n{}\n", row.set))) return state;
  state.has_set = true;
  state.members =
      parse_ipset_save(TRY(output_of({{ipset, "save", std::string(row.set)}})), live.now);
  return state;
}

Result<> restore(const FamilyRow& row, const std::string& script) {
  if (script.empty()) return {};
  TRY(output_of(
      {.arguments = {program(row.program, "-restore"), "-w", "--noflush"}, .input = script}));
  return {};
}

Result<> tell_ipset(const std::string& script) {
  if (script.empty()) return {};
  TRY(output_of({.arguments = {program("ipset"), "-exist", "restore"}, .input = script}));
  return {};
}

Result<std::string> save(const LiveServer& live, const FamilyRow& row) {
  for (const std::string_view path : row.boot_files) {
    if (!live.root.exists(path)) continue;
    const auto blocked = TRY(read_state(live, row)).all();
    const std::string before = TRY(live.root.read_file(path));
    TRY(replace_file(live.root, path, with_our_rules(before, blocked)));
    return fmt::format("saved in {}", path);
  }
  return fmt::format("not kept over a reboot: no file of {} is loaded at boot", row.program);
}

// An administrator who saves all rules (netfilter-persistent save) saves the one that names our set
// too. Where nobody makes the set at boot, iptables-restore then refuses the whole file, and the
// server is up without a firewall.
bool may_use_sets(const LiveServer& live, const FamilyRow& row) {
  const auto exists = [&](std::string_view path) { return live.root.exists(path); };
  return std::ranges::none_of(row.boot_files, exists) || std::ranges::any_of(kRestoresSets, exists);
}

Result<std::vector<BlockedAddress>> list(const LiveServer& live) {
  std::vector<BlockedAddress> all;
  for (const FamilyRow& row : kFamilies) {
    const auto some = TRY(read_state(live, row)).all();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Result<std::string> add_family(const LiveServer& live, const FamilyRow& row,
                               const BlockOrder& order) {
  const State state = TRY(read_state(live, row));
  const bool takes_set = state.has_ipset && (state.has_set || may_use_sets(live, row));
  // The set first: a rule that names one which is not there is refused.
  if (takes_set) TRY(tell_ipset(ipset_add(row.set, row.family, order, live.now)));
  TRY(restore(row, iptables_add(state.chain, takes_set ? row.set : "", order)));
  return saved_or_why_not(save(live, row));
}

Result<std::string> add(const LiveServer& live, const BlockOrder& order) {
  std::string said;
  for (const FamilyRow& row : kFamilies) {
    BlockOrder part{{}, order.tag, order.reason, order.until};
    std::ranges::copy_if(
        order.networks, std::back_inserter(part.networks),
        [&](const IpNetwork& network) { return family_of(network) == row.family; });
    if (part.networks.empty()) continue;
    const std::string saved = TRY(add_family(live, row, part));
    said += (said.empty() ? "" : ", ") + saved;
  }
  return said;
}

Result<> remove_family(const LiveServer& live, const FamilyRow& row, std::string_view tag,
                       const std::vector<IpNetwork>& networks) {
  const State state = TRY(read_state(live, row));
  const auto is_gone = [&](const BlockedAddress& one) {
    return one.tag == tag && is_one_of(networks, one.network);
  };
  std::vector<BlockedAddress> rules, members;
  std::ranges::copy_if(state.chain.rules, std::back_inserter(rules), is_gone);
  std::ranges::copy_if(state.members, std::back_inserter(members), is_gone);
  const bool rest = rules.size() + members.size() < state.chain.rules.size() + state.members.size();
  TRY(restore(row, iptables_delete(state.chain, rules, rest, row.set)));
  TRY(tell_ipset(ipset_delete(row.set, members)));
  if (!rest && state.has_set) TRY(output_of({{program("ipset"), "destroy", std::string(row.set)}}));
  return let_in_for_good(save(live, row));
}

Result<> remove(const LiveServer& live, std::string_view tag,
                const std::vector<IpNetwork>& networks) {
  for (const FamilyRow& row : kFamilies) {
    const bool is_asked = std::ranges::any_of(
        networks, [&](const IpNetwork& network) { return family_of(network) == row.family; });
    if (is_asked && !program(row.program).empty()) TRY(remove_family(live, row, tag, networks));
  }
  return {};
}

}  // namespace

BlockBackend iptables_backend() {
  return {"iptables",
          "iptables",
          true,
          true,  // with ipset; without it `block expire` does
          [] { return !program("iptables").empty(); },
          why_not,
          list,
          add,
          remove};
}

}  // namespace queuehound
