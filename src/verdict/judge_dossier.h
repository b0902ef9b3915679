// One dossier, studied: an incident, a note, or nothing but that it looks fine.
#pragma once

#include "dossier/cases.h"
#include "dossier/dossier.h"

namespace queuehound {

// False where nothing is told of it, beside that it looks fine.
bool judge_dossier(const CaseFile& file, Dossier& dossier, Verdict& verdict);

}  // namespace queuehound
