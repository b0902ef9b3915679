#include "remedy/after_reset.h"

#include <algorithm>
#include <string>

#include "mail/message_id.h"

namespace queuehound {
namespace {

bool open_origins(Incident& incident, Time reset) {
  bool is_changed = false;
  for (Origin& origin : incident.origins) {
    if (!origin.block || origin.first_seen < reset) continue;
    origin.block = false;
    origin.not_blocked_because = "it came after the new password was set: its owner, most likely";
    is_changed = true;
  }
  return is_changed;
}

bool is_since(const MessageId& id, Time reset) { return id.time() >= reset; }

bool spare_messages(Incident& incident, Time reset) {
  const auto later = std::ranges::stable_partition(
      incident.quarantine, [&](const MessageId& id) { return !is_since(id, reset); });
  if (later.empty()) return false;
  incident.spare.insert(incident.spare.end(), later.begin(), later.end());
  std::ranges::sort(incident.spare);
  incident.quarantine.erase(later.begin(), later.end());
  std::erase_if(incident.driven,
                [&](const DrivenMessage& message) { return is_since(message.id, reset); });
  return true;
}

}  // namespace

bool believe_new_password(Incident& incident, Time reset) {
  if (incident.kind != IncidentKind::mailbox) return false;
  const bool has_opened = open_origins(incident, reset);
  const bool has_spared = spare_messages(incident, reset);
  return has_opened || has_spared;
}

}  // namespace queuehound
