// What to do about an incident, in the order design.md 5 gives: stop the source, change the
// credential, block the drivers, move the flood out of the queue, write the letters. Pure: nothing
// is done here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/server.h"
#include "verdict/incident.h"

namespace queuehound {

std::vector<PlannedAction> plan_for(const Incident& incident, const Server& server);

// One word of a POSIX shell, whatever is in it.
std::string shell_quote(std::string_view text);

}  // namespace queuehound
