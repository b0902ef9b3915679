// A program that sends with a mailbox's login (a shop, a service that writes receipts) and today
// does so from a host more, or from a new one: the letters are the ones it has always sent.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// Marks clients as the owner's that send nothing but texts of which his usual hosts sent many in
// this window, as slowly, and to people who exist. After find_clients.
void heed_own_program(const CaseFile& file, const Likeness& likeness, Dossier& dossier);

// Marks the hosts of a mailbox that came to this server with its mail: it was never used before,
// and they have sent for it on every day since. After find_clients.
void heed_newcomer(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
