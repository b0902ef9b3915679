// What the journal says was done about a scan's incidents, and whether it is still so: for scan,
// explain and plan, which would otherwise ask for what is done already.
#pragma once

#include "apply/doing.h"
#include "dossier/incident.h"

namespace queuehound {

// Fills Incident::deeds, and leaves open whoever came with a new password (remedy/after_reset).
// What came back although its incident is long over becomes a note. Only files are looked at: a
// scan asks no firewall and no panel (`queuehound log` does). Where nothing was ever journalled, or
// we may not read it, nothing is filled.
void name_deeds(const LiveServer& live, ScanResult& result);

}  // namespace queuehound
