// The numbers of a mailing, from its selected messages.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Fills bulk, text, sender and witness numbers from the selected messages.
void describe_campaign(const CaseFile& file, Dossier& dossier);
// Before it is filled once more.
void reset_description(Dossier& dossier);

}  // namespace queuehound
