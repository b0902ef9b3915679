// Whose requests are looked up for a dossier, and around which moments.
#pragma once

#include "dossier/cases.h"
#include "dossier/dossier.h"
#include "survey/web_survey.h"

namespace queuehound {

WebTarget web_target_of(const CaseFile& file, const Dossier& dossier);

// Messages of one account whose directory is unknown may turn out to be a program's that is known
// from others: then every suspect of the account is joined to the requests of all of them.
void share_unplaced_times(Cases& cases);

}  // namespace queuehound
