// nftables: a table of our own, `inet queuehound`, with its sets and its chain before the filter's.
// Other tables are neither read nor touched.
#include "apply/block_nftables.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "apply/output_of.h"
#include "apply/replace_file.h"
#include "host/tree.h"

namespace queuehound {
namespace {

// What the distribution loads at boot, and where it keeps the parts of it.
struct BootFile {
  std::string_view config, part;
};
constexpr std::array<BootFile, 2> kBootFiles{
    {{"/etc/nftables.conf", "/etc/nftables.d/queuehound.nft"},
     {"/etc/sysconfig/nftables.conf", "/etc/nftables/queuehound.nft"}}};
constexpr std::array<std::string_view, 4> kEnabled{
    "/etc/systemd/system/sysinit.target.wants/nftables.service",
    "/etc/systemd/system/multi-user.target.wants/nftables.service",
    "/etc/systemd/system/basic.target.wants/nftables.service", "/etc/runlevels/default/nftables"};
constexpr std::array<std::string_view, 2> kSavedByIptables{"/etc/iptables/rules.v4",
                                                           "/etc/sysconfig/iptables"};

constexpr std::chrono::seconds kLookLimit{10};  // takes it a few milliseconds

std::string program() {
  return find_program({"/usr/sbin/nft", "/sbin/nft", "/usr/local/sbin/nft"});
}

bool exists_any(const RootDir& root, std::span<const std::string_view> paths) {
  for (const std::string_view path : paths)
    if (root.lstat(path)) return true;
  return false;
}

const BootFile* boot_file(const LiveServer& live) {
  for (const BootFile& file : kBootFiles)
    if (live.root.exists(file.config)) return &file;
  return nullptr;
}

std::string why_not(const LiveServer& live, IpFamily) {
  if (std::string why = why_no_answer({program(), "list", "tables"}); !why.empty()) return why;
  if (!exists_any(live.root, kEnabled) && exists_any(live.root, kSavedByIptables))
    return "this server loads iptables' rules at boot, not nftables'";
  return {};
}

// Nothing where the table is not there.
Result<std::optional<std::string>> read_table() {
  // Asked first, because "no such table" and "cannot tell" end with the same status.
  const std::string tables =
      TRY(output_of({.arguments = {program(), "list", "tables", "inet"}, .limit = kLookLimit}));
  bool is_there = false;
  for_each_line(tables,
                [&](std::string_view line) { is_there |= line == "table inet queuehound"; });
  if (!is_there) return std::optional<std::string>();
  return TRY(output_of({{program(), "-j", "list", "table", "inet", "queuehound"}}));
}

Result<std::vector<BlockedAddress>> list(const LiveServer& live) {
  const auto table = TRY(read_table());
  return table ? parse_nftables_table(*table, live.now) : std::vector<BlockedAddress>();
}

bool is_loaded_at_boot(const LiveServer& live) {
  return !live.root.exists("/etc/systemd/system") || exists_any(live.root, kEnabled);
}

Result<std::string> save(const LiveServer& live) {
  const BootFile* boot = boot_file(live);
  if (boot == nullptr) return "not kept over a reboot: no /etc/nftables.conf";
  const std::string part(boot->part), config(boot->config);
  const std::string now = TRY(live.root.read_file(config));
  const auto blocked = TRY(list(live));
  if (blocked.empty()) {
    TRY(replace_file(live.root, config, without_include(now, part)));
    TRY(remove_file(live.root, part));
    return std::string();
  }
  TRY(replace_file(live.root, part, nftables_saved(blocked, live.now)));
  TRY(replace_file(live.root, config, with_include(now, part)));
  if (!is_loaded_at_boot(live))
    return fmt::format(
        "saved in {}, but a reboot would not load it (systemctl enable nftables would)", part);
  return "saved in " + part;
}

// Intervals of a set may not overlap, nor does nft look whether one goes in the same transaction: a
// network gives way to one around it, and is open for a moment. It comes back when that is let in,
// if an action still wants it (block_heirs.h).
std::vector<BlockedAddress> giving_way(std::vector<BlockedAddress> blocked,
                                       const BlockOrder& order) {
  std::vector<IpNetwork> wide;
  std::ranges::copy_if(order.networks, std::back_inserter(wide),
                       [](const IpNetwork& network) { return !network.is_one(); });
  std::erase_if(blocked, [&](const BlockedAddress& one) {
    return one.network.is_one() || std::ranges::none_of(wide, [&](const IpNetwork& network) {
             return network != one.network && network.contains(one.network);
           });
  });
  return blocked;
}

Result<> load(std::string script) {
  TRY(output_of({.arguments = {program(), "-f", "-"}, .input = std::move(script)}));
  return {};
}

Result<std::string> add(const LiveServer& live, const BlockOrder& order) {
  const auto table = TRY(read_table());
  std::vector<BlockedAddress> narrower;
  if (table) narrower = giving_way(parse_nftables_table(*table, live.now), order);
  if (!narrower.empty()) TRY(load(nftables_delete(narrower)));
  const auto added = load((table ? "" : nftables_frame()) + nftables_add(order, live.now));
  if (!added) {
    for (const BlockedAddress& one : narrower)
      (void)load(nftables_add({{one.network}, one.tag, "as before", one.until}, live.now));
    return std::unexpected(added.error());
  }
  return saved_or_why_not(save(live));
}

Result<> remove(const LiveServer& live, std::string_view tag,
                const std::vector<IpNetwork>& networks) {
  const auto table = TRY(read_table());
  std::vector<BlockedAddress> ours, others;
  if (table)
    for (BlockedAddress& blocked : parse_nftables_table(*table, live.now))
      (blocked.tag == tag && is_one_of(networks, blocked.network) ? ours : others)
          .push_back(std::move(blocked));
  if (table && others.empty())
    TRY(output_of({{program(), "delete", "table", "inet", "queuehound"}}));
  else if (!ours.empty())
    TRY(output_of({.arguments = {program(), "-f", "-"}, .input = nftables_delete(ours)}));
  return let_in_for_good(save(live));
}

}  // namespace

BlockBackend nftables_backend() {
  return {"nftables", "nft", true, true,  [] { return !program().empty(); },
          why_not,    list,  add,  remove};
}

}  // namespace queuehound
