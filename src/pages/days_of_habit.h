// On how many days somebody must have been seen before, that it is his habit.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Five of the seven that access logs are asked for; each of fewer that are known, two at least.
int days_of_habit(const CaseFile& file);

}  // namespace queuehound
