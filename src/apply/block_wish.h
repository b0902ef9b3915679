// What a block_address action asks for, and what it did, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "base/ip_address.h"
#include "base/time.h"

namespace queuehound {

constexpr std::int64_t kBlockSeconds = 86400;

// What an action asks for. Kind::refused: no address or network, or no number of seconds.
struct BlockWish {
  std::vector<IpNetwork> networks;  // sorted, none within another
  std::int64_t ttl = kBlockSeconds;
  std::string backend;
  bool force = false;
  bool unblock = false;
};
Result<BlockWish> parse_block_wish(const Action& action);

// What an action did, from the record before it.
struct BlockDone {
  std::vector<IpNetwork> networks;  // sorted
  std::optional<Time> until;
  std::string tag, backend4, backend6;
  std::vector<IpNetwork> shared;  // sorted: what another block of ours held already

  std::string_view backend_of(const IpNetwork& network) const {
    return network.is_v4() ? backend4 : backend6;
  }
};
BlockDone parse_block_done(const Record& before);
bool is_unblock(const Record& before);  // it let some in

// The addresses that act blocked, or freed; where it was cut off, all that were meant. Sorted.
std::vector<IpNetwork> meant_by(const Record& before, const Record& after);

// Those, and what it would have blocked had another block of ours not held it already. Sorted.
std::vector<IpNetwork> wanted_by(const Record& before, const Record& after);

// Some addresses of an earlier action given free.
Action unblock_of(const BlockDone& done, const std::vector<IpNetwork>& networks);

std::string texts_of(const std::vector<IpNetwork>& networks);  // blank-separated
std::string counted(const std::vector<IpNetwork>& networks);   // "198.51.100.7", "12 addresses"

}  // namespace queuehound
