// Which part a subject plays in an incident. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "evidence/ledger.h"
#include "mail/asked_subject.h"
#include "verdict/incident.h"

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

// Is it mail of this incident's actor? By actor, and for what is queued by the selection.
bool is_message_of(const Incident& incident, const Ledger& ledger, const Message& message);

}  // namespace queuehound
