// What an origin's events are, in words.
#pragma once

#include <string_view>

#include "dossier/incident.h"

namespace queuehound {

// One of them: of attacks what the attack is made of, else by the door ("IMAP session"). Several
// take an "s".
std::string_view event_word(const Incident& incident, const Origin& origin);

}  // namespace queuehound
