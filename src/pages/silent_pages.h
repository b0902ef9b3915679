// Pages that are posted to all day, and did not mail on the days before either: an editor's open
// page posts every few seconds. Beside a flood nearly each of its posts is followed by a letter.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Those to which as many posts came on days before, by the same who look at the site, when next to
// no mail followed. Who changes such a file to mail by it is told by his posts, of which next to
// none is in vain (is_driven_by_newcomers).
std::vector<PageId> find_silent_pages(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier);

}  // namespace queuehound
