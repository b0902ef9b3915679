// What an incident is not, for an administrator who would look there next.
#pragma once

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// After what is known of how it mails.
void rule_out(const CaseFile& file, const Dossier& dossier, Incident& incident);

}  // namespace queuehound
