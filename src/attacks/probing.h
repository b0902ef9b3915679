// Hosts that try recipients which do not exist here: one incident over the whole server.
#pragma once

#include <optional>

#include "dossier/incident.h"
#include "dossier/visitors.h"

namespace queuehound {

std::optional<Incident> judge_probing(const CaseFile& file, const Visitors& mail);

}  // namespace queuehound
