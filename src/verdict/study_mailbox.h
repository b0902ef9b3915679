// Whose letters a mailbox's are: the owner's from his usual places, or strangers'.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Fills clients, the selection, its description and what the logins tell.
void study_mailbox(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
