#include "verdict/ruled_out.h"

#include <fmt/format.h>

#include "mail/address.h"

namespace queuehound {

void rule_out(const CaseFile& file, const Dossier& dossier, Incident& incident) {
  if (dossier.has_unnamed_login) {
    incident.ruled_out.push_back("an open relay: every message came with a login");
    return;
  }
  if (dossier.kind == IncidentKind::mailbox) {
    if (!dossier.web.has_requests)
      incident.ruled_out.push_back(
          incident.is_told_by_webmail
              ? "a script on the server: each message is a letter in the webmail's own log, of who "
                "holds the mailbox's password"
              : "a script on the server: every message was submitted with this mailbox's login");
    if (dossier.stranger_messages > 0)
      incident.ruled_out.push_back(
          "the owner's usual addresses: the mailing did not come from them");
    return;
  }
  if (dossier.kind == IncidentKind::script || dossier.kind == IncidentKind::form) {
    std::size_t logins = 0;
    for (const ActorRecord& actor : file.ledger.actors)
      if (actor.submission == SubmissionClass::mailbox && actor.messages.count > 0 &&
          !dossier.domain.empty() &&
          is_same_or_subdomain(domain_of(file.ledger.text(actor.name)), dossier.domain))
        ++logins;
    incident.ruled_out.push_back(
        logins == 0 ? "mailbox passwords: no mailbox of this site logged in to send"
                    : "mailbox passwords: these messages were submitted without a login");
    if (dossier.web.honest_visitors > 0)
      incident.ruled_out.push_back(
          fmt::format("{} other visitors of {}: no more of their requests were followed by mail "
                      "than a person's would be",
                      dossier.web.honest_visitors, dossier.web.pages()));
  }
}

}  // namespace queuehound
