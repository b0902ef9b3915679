// Which of the messages under a login are the mailing.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// Fills dossier.selected, which holds a zero for each message. After find_clients.
void select_for_mailbox(const CaseFile& file, const Likeness& likeness, Dossier& dossier);

}  // namespace queuehound
