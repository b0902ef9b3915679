// What an incident is not, for an administrator who would look there next.
#pragma once

#include "verdict/dossier.h"
#include "verdict/incident.h"

namespace queuehound {

// After what is known of how it mails.
void rule_out(const CaseFile& file, const Dossier& dossier, Incident& incident);

}  // namespace queuehound
