// Which of an account's messages are the intruder's program's.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// Fills dossier.selected, which holds a zero for each message. After choose_drivers.
void select_for_script(const CaseFile& file, const Likeness& likeness, Dossier& dossier);

}  // namespace queuehound
