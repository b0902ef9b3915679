// An office that moved: a new place that is the owner's, because all who sat at the old one came
// along. A thief can read and write as an owner does; what he cannot do is make the old place fall
// silent.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Marks clients as the owner's where the office they sat in came over as a whole. After
// find_clients, with the same onset.
void heed_moved_office(const CaseFile& file, Time onset, Dossier& dossier);

}  // namespace queuehound
