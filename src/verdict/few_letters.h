// What a person writes in a day, from places that no log knew before: too few letters, and too well
// received, to shut an owner's own places for.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

// A day's letters by hand, from a few places where he reads as well, none of them in a rush.
bool are_letters_by_hand(const CaseFile& file, const std::vector<Evidence>& evidence,
                         const Dossier& dossier);

// To a class or a club, letter by letter, from where the mailbox was read and wrote on a day
// before; no log is old enough to know his evenings.
bool are_letters_of_an_evening(const CaseFile& file, const std::vector<Evidence>& evidence,
                               const Dossier& dossier);

}  // namespace queuehound
