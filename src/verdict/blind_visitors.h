// Visitors of whom only the post is seen here: another server showed them the page, or they looked
// at it from another address.
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

// Beside a flood, whose robots write again and again, they look like its robots. Who wrote once (or
// clicked twice) when it did not go on, or then no more of them than at other times, is taken out
// of dossier.web.drivers.
void leave_out_blind_visitors(const CaseFile& file, const WebEvidence& web, Dossier& dossier);

}  // namespace queuehound
