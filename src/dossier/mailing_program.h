// Is it a program that sends with a mailbox's login, or by a host's right, and no stranger: a
// newsletter's in a container of this server, or on the machine that sent it a week ago.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// A machine of this server's own network, such as a container, from which nobody but `user` (a
// string id; 0: nobody at all) logs in, and where nobody reads mail.
bool is_inner_machine(const CaseFile& file, std::uint32_t user, std::uint32_t address);

// Fills sends_by_program (after weigh_logins).
void heed_mailing_program(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
