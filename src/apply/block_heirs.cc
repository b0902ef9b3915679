#include "apply/block_heirs.h"

#include <algorithm>
#include <map>

namespace queuehound {
namespace {

using Wishes = std::map<IpNetwork, std::size_t>;  // an address and the row that wants it longest

bool lasts_longer(const std::optional<Time>& one, const std::optional<Time>& other) {
  return other && (!one || *one > *other);
}

bool is_within(const std::vector<IpNetwork>& networks, const IpNetwork& network) {
  return std::ranges::binary_search(networks, network) ||
         std::ranges::any_of(networks, [&](const IpNetwork& one) {
           return !one.is_one() && one.contains(network);
         });
}

Wishes wishes_of(const std::vector<StandingAction>& standing, const std::vector<BlockDone>& done,
                 const std::vector<IpNetwork>& given_up, Time now) {
  Wishes wishes;
  for (std::size_t row = 0; row < standing.size(); ++row) {
    const std::vector<IpNetwork> wanted = wanted_by(standing[row].before, standing[row].after);
    if (is_unblock(standing[row].before)) {
      for (const IpNetwork& network : wanted) wishes.erase(network);
      continue;
    }
    if (done[row].until && *done[row].until <= now) continue;
    for (const IpNetwork& network : wanted) {
      if (!is_within(given_up, network)) continue;
      const auto [found, is_first] = wishes.try_emplace(network, row);
      if (!is_first && lasts_longer(done[row].until, done[found->second].until))
        found->second = row;
    }
  }
  return wishes;
}

// A firewall takes no address beside the network that holds it: who wants the network has it
// blocked for both, and who wants the address is its heir one day.
void drop_nested(Wishes& wishes) {
  std::vector<IpNetwork> wide;
  for (const auto& [network, row] : wishes)
    if (!network.is_one()) wide.push_back(network);
  std::erase_if(wishes, [&](const auto& wish) {
    return std::ranges::any_of(
        wide, [&](const IpNetwork& one) { return one != wish.first && one.contains(wish.first); });
  });
}

}  // namespace

std::vector<BlockHeir> heirs_of(const std::vector<StandingAction>& standing,
                                const std::vector<IpNetwork>& given_up, Time now) {
  std::vector<BlockDone> done;
  for (const StandingAction& row : standing) done.push_back(parse_block_done(row.before));
  Wishes wishes = wishes_of(standing, done, given_up, now);
  drop_nested(wishes);
  std::map<std::size_t, std::vector<IpNetwork>> shares;
  for (const auto& [network, row] : wishes) shares[row].push_back(network);
  std::vector<BlockHeir> heirs;
  for (auto& [row, networks] : shares) {
    BlockDone wish = done[row];
    wish.networks = std::move(networks);
    heirs.push_back({standing[row].id, standing[row].reason, std::move(wish)});
  }
  return heirs;
}

}  // namespace queuehound
