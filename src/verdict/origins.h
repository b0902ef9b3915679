// The remote addresses that drive an actor: a row for each and the door it came by, and whether it
// can be blocked.
#pragma once

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// Fills incident.origins, most events first.
void add_origins(const CaseFile& file, const Dossier& dossier, Incident& incident);

}  // namespace queuehound
