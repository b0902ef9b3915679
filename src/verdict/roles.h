// Which part a subject plays in an incident. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dossier/incident.h"
#include "evidence/ledger.h"
#include "mail/asked_subject.h"

namespace queuehound {

enum class Role : std::uint8_t {
  culprit,    // the actor itself, or its id
  origin,     // an address that drove it
  victim,     // attacked, or the site and account it was done through
  recipient,  // one of those it wrote to
  message,    // one of its messages
};
std::string_view role_name(Role role);

// Nothing where it has no part in it.
std::optional<Role> role_in(const Incident& incident, const Ledger& ledger,
                            const AskedSubject& subject);

// Is it one of its mailing? `message` is a row of ledger.messages. Told by the selection alone,
// whether it waits or is gone: who shares a mailbox with a thief goes on writing.
bool is_message_of(const Incident& incident, const Ledger& ledger, const Message& message);
// By the incident's actor at any time, its owner's honest mail too; `message` may be of any ledger.
bool is_by_actor_of(const Incident& incident, const Ledger& ledger, const Message& message);
// Of the actor's mail in the hours of the incident, and not of its mailing: a sentence that says
// why. "" for any other message.
std::string why_beside(const Incident& incident, const Ledger& ledger, const Message& message);

}  // namespace queuehound
