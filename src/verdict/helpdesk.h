// A helpdesk elsewhere that fetches a mailbox's letters and answers each of them, from whatever
// machines its cloud has that day.
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

// Marks clients as the owner's that send nothing but answers to people who wrote here a moment
// before. After find_clients.
void heed_helpdesk(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
