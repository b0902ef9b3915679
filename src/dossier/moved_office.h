// An office that moved: a new place that is the owner's, because all who sat at the old one came
// along. A thief can read and write as an owner does; what he cannot do is make the old place fall
// silent.
#pragma once

#include <cstdint>

#include "dossier/dossier.h"

namespace queuehound {

// Marks clients as the owner's where the office they sat in came over as a whole. After
// find_clients, with the same onset.
void heed_moved_office(const CaseFile& file, Time onset, Dossier& dossier);

// Days that make a place the old one: as many as logs tell that are younger, for what makes it that
// is that it falls silent.
std::uint32_t days_at_home(const CaseFile& file, Time onset);

}  // namespace queuehound
