// Whose messages: groups the ledger's rows into dossiers, one an actor.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Actors with enough mail in the window or the queue to be worth judging, and the rest that were
// busy enough to be told as "looks fine". Local submissions are grouped by account and directory
// (or by the script that PHP or an agreeing header names, where the log has no cwd=).
std::vector<Dossier> gather_dossiers(const CaseFile& file);

// As it was gathered, to be studied with something that was not known then. Of no list or script.
Dossier opened_anew(const CaseFile& file, Dossier&& studied);

}  // namespace queuehound
