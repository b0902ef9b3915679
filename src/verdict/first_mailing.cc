#include "verdict/first_mailing.h"

#include <algorithm>

#include "mail/address.h"
#include "verdict/attack_report.h"
#include "verdict/readings.h"

namespace queuehound {
namespace {

// Of an honest list of years every twentieth address is dead, and greylisting puts off some for an
// hour.
bool is_well_received(const Volume& bulk) {
  return bulk.spam_refusals == 0 && bulk.unknown_recipients * 12 < bulk.attempted() &&
         bulk.deferred * 5 < bulk.recipients;
}

// The one that sends it; null where there are several.
const Client* only_sender(const Dossier& dossier) {
  const Client* sender = nullptr;
  for (const Client& client : dossier.clients) {
    if (client.selected == 0) continue;
    if (sender != nullptr) return nullptr;
    sender = &client;
  }
  return sender;
}

// Its own and, where a login names a domain, the others of that.
Ids mailboxes_beside(const CaseFile& file, const std::string& mailbox) {
  const std::string_view domain = domain_of(mailbox);
  Ids users;
  for (const LoginUse& use : file.ledger.logins) {
    const std::string_view user = file.ledger.text(use.key.user);
    if (user == mailbox || (!domain.empty() && domain_of(user) == domain))
      users.push_back(use.key.user);
  }
  sort_ids(users);
  return users;
}

// The mailboxes of its domain are read for hours, none of them where it is sent from.
bool is_office_elsewhere(const CaseFile& file, const Dossier& dossier, const Client& sender) {
  bool is_read = false;
  for (const std::uint32_t user : mailboxes_beside(file, dossier.account)) {
    const Readings readings = readings_of(file, user);
    if (reading_near(file, readings, sender.address) != nullptr) return false;
    is_read |=
        std::ranges::any_of(readings, [](const auto& row) { return row.second.is_for_hours(); });
  }
  return is_read;
}

}  // namespace

bool is_first_mailing(const CaseFile& file, const Dossier& dossier) {
  if (dossier.kind != IncidentKind::mailbox || dossier.past.days > 0 ||
      dossier.has_history_of_clients || !is_well_received(dossier.bulk))
    return false;
  const Client* const sender = only_sender(dossier);
  return sender != nullptr && !is_office_elsewhere(file, dossier, *sender);
}

}  // namespace queuehound
