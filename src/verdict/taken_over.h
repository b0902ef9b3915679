// A site that moved to a host elsewhere and goes on writing with the mailbox's login (a shop's
// orders): its letters are those that its pages here sent until then.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "survey/written_before.h"

namespace queuehound {

// Asks for the texts of the mailing, where its strangers look like a program on one host.
void ask_for_pages(const CaseFile& file, const Dossier& dossier, AskedMailbox& asked);

// Fills Dossier::taken_over.
void heed_taken_over(const CaseFile& file, const std::vector<PageLetter>& by_pages,
                     Dossier& dossier);

}  // namespace queuehound
