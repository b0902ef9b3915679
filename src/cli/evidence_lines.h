// The text of evidence that a verdict names by its place alone.
#pragma once

#include <vector>

#include "base/root_dir.h"
#include "dossier/incident.h"
#include "verdict/acquaintance.h"

namespace queuehound {

// Reads what EvidenceSource::message or ::digest waits for; what is another line by now (its log
// was rotated meanwhile) stays empty.
void read_evidence_lines(const RootDir& root, std::vector<Incident>& incidents);
void read_evidence_lines(const RootDir& root, Acquaintance& known);

}  // namespace queuehound
