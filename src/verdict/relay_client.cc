#include "verdict/relay_client.h"

#include <algorithm>

#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"

namespace queuehound {
namespace {

// A network that holds half the world gives nobody a right: it is the hole.
bool is_everybody(const IpNetwork& network) {
  constexpr int kWidestV4 = 96 + 8, kWidestV6 = 16;
  return network.prefix < (network.base.is_v4() ? kWidestV4 : kWidestV6);
}

}  // namespace

void study_relay(const CaseFile& file, Dossier& dossier) {
  const Message& first = file.ledger.messages[dossier.messages.front()];
  const IpAddress address = file.ledger.address(first.address);
  // Logs copied without settings do not tell, and then nobody is said to have no right.
  dossier.may_relay =
      dossier.has_unnamed_login || !file.server.relays_are_known || is_private(address) ||
      file.server.is_own_address(address) ||
      std::ranges::any_of(file.server.relay_networks, [&](const IpNetwork& network) {
        return !is_everybody(network) && network.contains(address);
      });
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
}

void merge_open_relay(std::vector<Dossier>& dossiers) {
  Dossier* first = nullptr;
  for (Dossier& dossier : dossiers) {
    if (dossier.kind != IncidentKind::relay || dossier.may_relay) continue;
    if (first == nullptr) {
      first = &dossier;
      continue;
    }
    first->messages.insert(first->messages.end(), dossier.messages.begin(), dossier.messages.end());
    first->actors.insert(first->actors.end(), dossier.actors.begin(), dossier.actors.end());
    dossier.messages.clear();
  }
  std::erase_if(dossiers, [](const Dossier& dossier) { return dossier.messages.empty(); });
}

}  // namespace queuehound
