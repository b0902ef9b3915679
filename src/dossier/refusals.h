// What the recipients' servers said of a mailing, as one answer.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// One provider's opinion of a newcomer's newsletter, which everybody else takes.
bool is_refused_by_one(const CaseFile& file, const Dossier& d);

// Nobody calls it spam, or as few as can be put down to one reader. What spares an actor asks this:
// a single refusal must not undo it.
bool is_refused_by_few(const Volume& bulk);

// A bought list stays one however long it is written to; whoever answers letters answers spammers
// too.
bool is_refused_widely(const Dossier& d);

}  // namespace queuehound
