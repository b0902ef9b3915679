// From a judged dossier to the incident that is shown: who, counts, origins, which messages.
#pragma once

#include <vector>

#include "verdict/dossier.h"
#include "verdict/incident.h"
#include "verdict/signals.h"

namespace queuehound {

Incident report_incident(const CaseFile& file, const Dossier& dossier, const Judgement& judgement);

// The actor's other queued messages, whichever dossier they lie in: what stays.
void list_spared(const CaseFile& file, const std::vector<Dossier>& dossiers,
                 std::vector<Incident>& incidents);

}  // namespace queuehound
