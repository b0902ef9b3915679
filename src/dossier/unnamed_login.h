// Authenticators without server_set_id log "A=plain" and no id: the client knows somebody's
// password, and nothing tells whose. So it is no open relay's, and no mailbox answers for it: each
// address is judged by itself, by its own past.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "dossier/signal_reading.h"

namespace queuehound {

// Of whom nothing is known before the window. `address`: a string id.
bool has_logged_in_before(const CaseFile& file, std::uint32_t address);

// Fills sender_is_elsewhere of those that came with such a login.
void study_unnamed_logins(const CaseFile& file, std::vector<Dossier>& dossiers);

SignalReading login_of_a_stranger(const CaseFile& file, const Dossier& dossier);

// That the login has no name, who reads mail at the address, and what to add.
Evidence about_unnamed_login(const CaseFile& file, const Dossier& dossier);

// Of the whole window; empty where every login has a name.
std::string note_of_unnamed_logins(const CaseFile& file);

}  // namespace queuehound
