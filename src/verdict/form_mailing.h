// Which of the letters that a page of the site writes are the mailing.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Fills dossier.selected, which holds a zero for each message. After choose_drivers.
void select_for_form(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
