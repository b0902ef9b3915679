// Who drives a program, as addresses of the access log and as the messages themselves may name
// them.
#pragma once

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

struct Drivers {
  std::unordered_set<std::uint32_t> ids;
  std::vector<IpAddress> addresses;
  bool names(const std::optional<IpAddress>& visitor) const {
    return visitor && std::ranges::find(addresses, *visitor) != addresses.end();
  }
};

Drivers drivers_of(const Dossier& dossier);

// Whose request the i-th message followed: an address of the access log, 0 where there is none.
std::uint32_t owner_of(const Dossier& dossier, std::size_t i);

}  // namespace queuehound
