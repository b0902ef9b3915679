// What began a program's mail where no page is joined to it: a mailing of one run fills all its
// seconds, so no request within them proves anything, but the one before its first letter may have
// started it.
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

// Fills WebJoin::begun of a dossier whose page is not known.
void find_what_began(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                     Dossier& dossier);

}  // namespace queuehound
