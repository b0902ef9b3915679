// A newsletter to whose list somebody added people who do not exist.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "survey/written_before.h"

namespace queuehound {

// A fifth of a program's people does not exist, and on two other days it wrote to as many. Whether
// they were on its list then, the old logs have to tell.
bool may_be_poisoned_list(const CaseFile& file, const Dossier& dossier);
AskedMailbox ask_of_list(const CaseFile& file, const Dossier& dossier);
void heed_list_before(const AskedMailbox& asked, const WrittenBefore& before, Dossier& dossier);

// The people it goes to are those of the days before, and who never existed is new on the list:
// whoever wishes its owner ill subscribes a hundred invented addresses. A list that was bought had
// its dead on the days before, too, or is of others each time. Where nothing but volume speaks
// against it beside them, nothing is sealed or held; a note tells.
bool is_poisoned_list(const std::vector<Evidence>& evidence, const Dossier& dossier);

}  // namespace queuehound
