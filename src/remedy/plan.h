// What to do about an incident, in the order design.md 5 gives: stop the source, change the
// credential, block the drivers, move the flood out of the queue, write the letters. Pure: nothing
// is done here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/incident.h"
#include "host/server.h"

namespace queuehound {

std::vector<PlannedAction> plan_for(const Incident& incident, const Server& server);

// `action` is a step of the incident's plan: its line with all that it takes.
std::optional<std::string> whole_shell(const PlannedAction& action, const Incident& incident);
std::string freeze_shell(const Incident& incident);  // "exim -Mf" and the ids of its quarantine

}  // namespace queuehound
