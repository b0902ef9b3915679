// When a mailing began.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// When the largest mailing-like part of the actor's mail began; the window's start where there is
// none.
Time likely_onset(const CaseFile& file, const Dossier& dossier, const Likeness& likeness);

}  // namespace queuehound
