// What stays of an incident's actor's mail.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// The actor's other queued messages, whichever dossier they lie in: what stays. Incidents tell
// their mailing by then.
void list_spared(const CaseFile& file, const std::vector<Dossier>& dossiers,
                 std::vector<Incident>& incidents);

}  // namespace queuehound
