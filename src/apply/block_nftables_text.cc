// What is told to nft and what it answers.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "apply/block_nftables.h"
#include "host/tree.h"

namespace queuehound {
namespace {

using Json = nlohmann::json;

// Single addresses and networks apart: an interval set is merged anew at every change (0.7 s for
// one address more in 100,000), a plain one is not.
struct SetRow {
  std::string_view name, type, flags, field;
};
constexpr std::array<SetRow, 4> kSets{
    {{"blocked4", "ipv4_addr", "timeout", "ip saddr"},
     {"blocked6", "ipv6_addr", "timeout", "ip6 saddr"},
     {"networks4", "ipv4_addr", "interval,timeout", "ip saddr"},
     {"networks6", "ipv6_addr", "interval,timeout", "ip6 saddr"}}};

std::string_view set_of(const IpNetwork& network) {
  return kSets[(network.is_one() ? 0u : 2u) + (network.is_v4() ? 0u : 1u)].name;
}

std::string element_of(const BlockedAddress& blocked, Time now) {
  std::string element = to_text(blocked.network);
  if (blocked.until)
    element +=
        fmt::format(" timeout {}s", std::max<std::int64_t>(1, (*blocked.until - now).count()));
  if (!blocked.tag.empty()) element += fmt::format(" comment \"{}\"", blocked.tag);
  return element;
}

std::string lines(std::string_view verb, const std::vector<BlockedAddress>& all, bool is_bare,
                  Time now) {
  std::array<std::string, kSets.size()> lists;
  for (const BlockedAddress& blocked : all) {
    const auto set = std::ranges::find(kSets, set_of(blocked.network), &SetRow::name);
    std::string& list = lists[static_cast<std::size_t>(set - kSets.begin())];
    if (!list.empty()) list += ", ";
    list += is_bare ? to_text(blocked.network) : element_of(blocked, now);
  }
  std::string text;
  for (std::size_t i = 0; i < kSets.size(); ++i)
    if (!lists[i].empty())
      text +=
          fmt::format("{} element inet queuehound {} {{ {} }}\n", verb, kSets[i].name, lists[i]);
  return text;
}

std::string text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer()) return {};
  return found->get<std::int64_t>();
}

std::optional<IpNetwork> network_of(const Json& value) {
  if (value.is_string()) return parse_ip_network(value.get<std::string>());
  const auto prefix = value.is_object() ? value.find("prefix") : value.end();
  if (!value.is_object() || prefix == value.end() || !prefix->is_object()) return {};
  const auto length = number_in(*prefix, "len");
  return parse_ip_network(fmt::format("{}/{}", text_in(*prefix, "addr"), length ? *length : -1));
}

// {"elem": {"val": "198.51.100.7", "timeout": 86400, "expires": 86399, "comment": "...",
//  "counter": {"packets": 2, "bytes": 120}}}, or the value alone where it has nothing beside it.
std::optional<BlockedAddress> parse_element(const Json& element, Time now) {
  const auto inner = element.is_object() ? element.find("elem") : element.end();
  const bool is_bare = !element.is_object() || inner == element.end();
  const Json& value = is_bare ? element : *inner;
  const auto network =
      is_bare ? network_of(value)
              : network_of(value.is_object() && value.contains("val") ? value["val"] : Json());
  if (!network) return {};
  BlockedAddress blocked{*network, {}};
  if (is_bare) return blocked;
  blocked.tag = text_in(value, "comment");
  if (const auto left = number_in(value, "expires")) blocked.until = now + seconds(*left);
  if (const auto counter = value.find("counter"); counter != value.end() && counter->is_object())
    if (const auto packets = number_in(*counter, "packets"))
      blocked.hits = static_cast<std::uint64_t>(*packets);
  return blocked;
}

std::string include_line(std::string_view file) {
  // A pattern, though of one name: an include that finds nothing would keep the whole firewall from
  // loading, a pattern that finds nothing is fine.
  return fmt::format("include \"{}[t]\"  # queuehound's own table; taken out with it\n",
                     file.substr(0, file.size() - 1));
}

}  // namespace

std::vector<BlockedAddress> parse_nftables_table(std::string_view json, Time now) {
  std::vector<BlockedAddress> blocked;
  const Json document = Json::parse(json, nullptr, false);
  if (!document.is_object() || !document.contains("nftables")) return blocked;
  for (const Json& item : document["nftables"]) {
    const auto set = item.is_object() ? item.find("set") : item.end();
    if (!item.is_object() || set == item.end() || !set->is_object()) continue;
    const auto elements = set->find("elem");
    if (elements == set->end() || !elements->is_array()) continue;
    for (const Json& element : *elements)
      if (auto parsed = parse_element(element, now)) blocked.push_back(std::move(*parsed));
  }
  return blocked;
}

std::string nftables_frame() {
  std::string text = "add table inet queuehound\n";
  for (const SetRow& set : kSets)
    text += fmt::format("add set inet queuehound {} {{ type {}; flags {}; counter; }}\n", set.name,
                        set.type, set.flags);
  text +=
      "add chain inet queuehound input "
      "{ type filter hook input priority -10; policy accept; }\n";
  for (const SetRow& set : kSets)
    text += fmt::format("add rule inet queuehound input {} @{} drop\n", set.field, set.name);
  return text;
}

std::string nftables_saved(const std::vector<BlockedAddress>& blocked, Time now) {
  return "# Written by queuehound; changed by `queuehound block` alone.\n"
         "add table inet queuehound\ndelete table inet queuehound\n" +
         nftables_frame() + lines("add", blocked, false, now);
}

std::string nftables_add(const BlockOrder& order, Time now) {
  std::vector<BlockedAddress> wanted;
  wanted.reserve(order.networks.size());
  for (const IpNetwork& network : order.networks)
    wanted.push_back({network, order.tag, order.until});
  return lines("add", wanted, false, now);
}

std::string nftables_delete(const std::vector<BlockedAddress>& blocked) {
  return lines("add", blocked, true, {}) + lines("delete", blocked, true, {});
}

std::string with_include(std::string_view config, std::string_view file) {
  const std::string line = include_line(file);
  if (config.contains(line)) return std::string(config);
  return std::string(config) + (config.empty() || config.ends_with('\n') ? "" : "\n") + line;
}

std::string without_include(std::string_view config, std::string_view file) {
  const std::string line = include_line(file);
  const std::size_t at = config.find(line);
  std::string text(config);
  if (at != config.npos) text.erase(at, line.size());
  return text;
}

}  // namespace queuehound
