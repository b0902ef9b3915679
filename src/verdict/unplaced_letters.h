// Letters that left the queue take PHP's header with them: under a user that runs everybody's sites
// nothing in the log tells then whose page made them.
#pragma once

#include <cstddef>
#include <vector>

#include "dossier/cases.h"
#include "evidence/web_evidence.h"

namespace queuehound {

// What PHP's header names in letters that wait, and whose page is known.
struct NamedPage {
  std::size_t dossier = 0;
  PageId page;
};

// Gives each letter of `rest`, of which nothing tells the place, to the one page that two accounts
// agree on: somebody asked for it just before, and letters of the same text that wait bear its name
// in PHP's header. Where the log tells no subjects, the envelope's sender stands for the text, and
// then nobody may have posted to any other page in the same seconds: a shop's order is a buyer's.
// Of two such pages that were asked for at once, what waits must tell which.
// Letters in the queue stay where they are, for there PHP would have named their page; so none is
// taken out of it for this. True where it gave any: the dossiers must be joined to requests anew.
bool give_unplaced_letters(const CaseFile& file, const WebEvidence& web,
                           const std::vector<NamedPage>& pages, std::size_t rest, Cases& cases);

}  // namespace queuehound
