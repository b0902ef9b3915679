// A helpdesk elsewhere that fetches a mailbox's letters and answers each of them, from whatever
// machines its cloud has that day.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// Marks clients as the owner's that send nothing but answers to people who wrote here a moment
// before. After find_clients.
void heed_helpdesk(const CaseFile& file, Dossier& dossier);

// The same where no log is old enough to know it: nothing else speaks against its letters than that
// they come from new places and are many.
bool is_first_day_of_helpdesk(const CaseFile& file, const std::vector<Evidence>& evidence,
                              const Dossier& dossier);

}  // namespace queuehound
