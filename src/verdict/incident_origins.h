// The addresses that drive an incident, and which of them are to be blocked.
#pragma once

#include "verdict/dossier.h"
#include "verdict/incident.h"

namespace queuehound {

// Fills incident.origins, most events first.
void add_origins(const CaseFile& file, const Dossier& dossier, Incident& incident);

}  // namespace queuehound
