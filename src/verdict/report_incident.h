// From a judged dossier to the incident that is shown: who, counts, origins, which messages.
#pragma once

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "verdict/signals.h"

namespace queuehound {

Incident report_incident(const CaseFile& file, const Dossier& dossier, const Judgement& judgement);

}  // namespace queuehound
