// A flood that hides in a busy program's mail: a shop's folder sends two hundred orders every day,
// and an intruder's file beside them eighty letters that nobody asked for.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// Of a script's mail the texts of which a fifth went to nobody, beside others that arrive and are
// no more than on other days: as a dossier of its own, for the pages that made the flood are not
// those that make the rest. Without messages where there is none. What a program sends every day
// says nothing of a text that fares so ill.
Dossier flood_within(const CaseFile& file, const Dossier& dossier);

// A shop's program of years writes to customers who slept for years, by a job of its own: many of
// them are gone, and nobody is known to have it sent. Nothing else speaks against it, as a bank's
// name for sender would. After the flood's program was studied.
bool is_old_letter(const CaseFile& file, const Dossier& flood, std::vector<Evidence> evidence);

}  // namespace queuehound
