#include "apply/block_wish.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

std::string detail(const Record& record, std::string_view name) {
  const auto found = record.find(name);
  return found == record.end() ? std::string() : found->second;
}

// The ones within another of them are left out: firewalls take no interval within an interval.
void keep_widest(std::vector<IpNetwork>& networks) {
  std::ranges::sort(networks);
  const auto repeated = std::ranges::unique(networks);
  networks.erase(repeated.begin(), repeated.end());
  std::vector<IpNetwork> wide;
  std::ranges::copy_if(networks, std::back_inserter(wide),
                       [](const IpNetwork& network) { return !network.is_one(); });
  std::erase_if(networks, [&](const IpNetwork& network) {
    return std::ranges::any_of(
        wide, [&](const IpNetwork& other) { return other != network && other.contains(network); });
  });
}

std::vector<IpNetwork> networks_of(std::string_view texts) {
  std::vector<IpNetwork> networks;
  for_each_word(texts, [&](std::string_view word) {
    if (const auto network = parse_ip_network(word)) networks.push_back(*network);
  });
  std::ranges::sort(networks);
  return networks;
}

}  // namespace

Result<BlockWish> parse_block_wish(const Action& action) {
  BlockWish wish;
  const std::string many = detail(action.details, "addresses");
  std::string wrong;
  for_each_word(many.empty() ? action.target : many, [&](std::string_view word) {
    const auto network = parse_ip_network(word);
    if (network)
      wish.networks.push_back(*network);
    else
      wrong = word;
  });
  if (!wrong.empty() || wish.networks.empty())
    return fail(Error::Kind::refused,
                fmt::format("\"{}\" is no address or network such as 192.0.2.7 or 192.0.2.0/24",
                            wrong.empty() ? action.target : wrong));
  keep_widest(wish.networks);
  if (const std::string ttl = detail(action.details, "ttl"); !ttl.empty()) {
    const auto number = parse_number<std::int64_t>(ttl);
    if (!number || *number < 0 || *number > 10LL * 365 * 86400)
      return fail(Error::Kind::refused, fmt::format("\"{}\" is no number of seconds", ttl));
    wish.ttl = *number;
  }
  wish.backend = detail(action.details, "backend");
  wish.force = detail(action.details, "force") == "1";
  wish.unblock = detail(action.details, "change") == "unblock";
  return wish;
}

BlockDone parse_block_done(const Record& before) {
  BlockDone done;
  done.networks = networks_of(detail(before, "addresses"));
  if (const auto until = parse_number<std::int64_t>(detail(before, "until")))
    done.until = Time(seconds(*until));
  done.tag = detail(before, "tag");
  done.backend4 = detail(before, "backend4");
  done.backend6 = detail(before, "backend6");
  done.shared = networks_of(detail(before, "shared"));
  return done;
}

std::vector<IpNetwork> meant_by(const Record& before, const Record& after) {
  return networks_of(detail(after.contains("blocked") ? after : before,
                            after.contains("blocked") ? "blocked" : "addresses"));
}

bool is_unblock(const Record& before) {
  const auto change = before.find("change");
  return change != before.end() && change->second == "unblock";
}

std::vector<IpNetwork> wanted_by(const Record& before, const Record& after) {
  std::vector<IpNetwork> all;
  std::ranges::set_union(meant_by(before, after), networks_of(detail(before, "shared")),
                         std::back_inserter(all));
  return all;
}

Action unblock_of(const BlockDone& done, const std::vector<IpNetwork>& networks) {
  Action action{ActionKind::block_address, counted(networks), {}, {}, {}, {}, {}};
  action.details = {{"change", "unblock"},
                    {"addresses", texts_of(networks)},
                    {"tag", done.tag},
                    {"backend4", done.backend4},
                    {"backend6", done.backend6}};
  if (done.until) action.details["until"] = std::to_string(done.until->time_since_epoch().count());
  return action;
}

std::string texts_of(const std::vector<IpNetwork>& networks) {
  std::string texts;
  for (const IpNetwork& network : networks) texts += (texts.empty() ? "" : " ") + to_text(network);
  return texts;
}

std::string counted(const std::vector<IpNetwork>& networks) {
  return networks.size() == 1 ? to_text(networks.front())
                              : fmt::format("{} addresses", networks.size());
}

}  // namespace queuehound
