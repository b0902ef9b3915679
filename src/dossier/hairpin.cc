#include "dossier/hairpin.h"

#include <algorithm>

namespace queuehound {

std::vector<IpAddress> addresses_named_ours(const Ledger& ledger) {
  std::vector<std::uint32_t> found;
  for (const Message& message : ledger.messages)
    if (message.is_named_ours && message.is_proven && !message.is_tampered && message.address != 0)
      found.push_back(message.address);
  std::ranges::sort(found);
  const auto repeated = std::ranges::unique(found);
  found.erase(repeated.begin(), repeated.end());
  std::vector<IpAddress> addresses;
  for (const std::uint32_t address : found) addresses.push_back(ledger.address(address));
  return addresses;
}

}  // namespace queuehound
