// Passwords that are guessed from outside: one incident over the whole server.
#pragma once

#include <optional>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

std::optional<Incident> judge_guessing(const CaseFile& file);

}  // namespace queuehound
