#include "verdict/spared_mail.h"

#include <algorithm>
#include <iterator>

namespace queuehound {
namespace {

// Is it mail of the incident's actor, as far as who submitted it tells?
bool is_of(const ActorRecord& actor, std::string_view name, const Incident& incident) {
  switch (incident.kind) {
    case IncidentKind::mailbox:
      return actor.submission == SubmissionClass::mailbox && name == *incident.account;
    case IncidentKind::script:
    case IncidentKind::form:
      if (incident.is_over_loopback && actor.submission == SubmissionClass::remote) return true;
      return actor.submission == SubmissionClass::local && incident.system_user &&
             name == *incident.system_user;
    case IncidentKind::relay:
      return actor.submission == SubmissionClass::remote;
    default:
      return false;
  }
}

// A relay's message counts by where it came from; an open relay may have thousands of origins.
std::vector<IpAddress> origins_in_order(const Incident& incident) {
  std::vector<IpAddress> addresses;
  for (const Origin& origin : incident.origins) addresses.push_back(origin.address);
  std::ranges::sort(addresses);
  return addresses;
}

// What comes from a host is of the incident where the host drives it, or is this server's own page.
bool is_from_its_host(const CaseFile& file, const Message& message, const Incident& incident,
                      const std::vector<IpAddress>& origins) {
  if (message.sender == 0 || message.address == 0) return false;
  const IpAddress address = file.ledger.address(message.address);
  return incident.is_over_loopback ? is_loopback(address)
                                   : std::ranges::binary_search(origins, address);
}

// One web-server user runs everybody's sites: only the same site's mail is this actor's.
bool is_of_other_site(const CaseFile& file, const ActorRecord& actor, const Incident& incident) {
  if (!incident.system_user || actor.place == 0) return false;
  if (!file.server.is_web_server_user(*incident.system_user)) return false;
  const Site* site = file.server.site_of_path(file.ledger.text(actor.place));
  return site == nullptr || !incident.domain || site->domain != *incident.domain;
}

// What of its actor is queued and not of the mailing.
std::vector<MessageId> queued_besides(const CaseFile& file, const std::vector<Dossier>& dossiers,
                                      const Incident& incident) {
  const Ledger& ledger = file.ledger;
  std::vector<MessageId> ids;
  const auto add = [&](const Message& message) {
    const auto row = static_cast<std::uint32_t>(&message - ledger.messages.data());
    if (message.in_spool && !std::ranges::binary_search(incident.mailing, row))
      ids.push_back(message.id);
  };
  const std::vector<IpAddress> origins = origins_in_order(incident);
  for (const Dossier& dossier : dossiers)
    if (incident.kind == IncidentKind::list && dossier.kind == IncidentKind::list &&
        dossier.account == *incident.list)
      for (const MessageIndex index : dossier.messages) add(ledger.messages[index]);
  for (const ActorRecord& actor : ledger.actors) {
    if (!is_of(actor, ledger.text(actor.name), incident) || is_of_other_site(file, actor, incident))
      continue;
    for (const MessageIndex index : ledger.messages_of(actor)) {
      const Message& message = ledger.messages[index];
      if (!message.in_spool) continue;
      if (actor.submission != SubmissionClass::remote ||
          is_from_its_host(file, message, incident, origins))
        add(message);
    }
  }
  return ids;
}

}  // namespace

void list_spared(const CaseFile& file, const std::vector<Dossier>& dossiers,
                 std::vector<Incident>& incidents) {
  for (Incident& incident : incidents) {
    std::vector<MessageId> ids = queued_besides(file, dossiers, incident);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    std::ranges::set_difference(ids, incident.quarantine, std::back_inserter(incident.spare));
  }
}

}  // namespace queuehound
