// Pages that cannot be told from the one that mails, for all that requests say.
#pragma once

#include <cstdint>
#include <vector>

#include "dossier/dossier.h"
#include "pages/likely_pages.h"

namespace queuehound {

// Fills one_of and perhaps_planted of the dossier's join. `pages`: the likeliest first, which is
// the joined one.
void list_rivals(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                 const std::vector<LikelyPage>& pages, Dossier& dossier);

}  // namespace queuehound
