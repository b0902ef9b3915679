// The text of evidence that a verdict names by its place alone.
#pragma once

#include <vector>

#include "base/root_dir.h"
#include "verdict/incident.h"

namespace queuehound {

// Reads what EvidenceSource::message waits for; a line that is not of that message (its log was
// rotated meanwhile) stays empty.
void read_evidence_lines(const RootDir& root, std::vector<Incident>& incidents);

}  // namespace queuehound
