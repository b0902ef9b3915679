// Visitors of whom only the post is seen here: another server showed them the page, or they looked
// at it from another address.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Who wrote once, or clicked twice or thrice, looks like a robot of many addresses. Taken out of
// dossier.web.drivers are, beside a flood whose robots write again and again, those who wrote when
// it did not go on, and of its hours those who are no more than at other times; without one, those
// who write beside visitors that look, as strangers did before. What they type must be their own.
void leave_out_blind_visitors(const CaseFile& file, const WebEvidence& web, bool are_readers_few,
                              Dossier& dossier);

}  // namespace queuehound
