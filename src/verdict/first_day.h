// The logs are a day old: which of a mailbox's places is its owner's?
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

// Where no older log tells of it: a client is usual from where the mailbox was read in three
// sessions and more, over two hours and since an hour before the mailing `begun`, or over four
// hours and since ten minutes before; and nowhere else twice as often. A thief looks into a mailbox
// in passing; who sits in it all day is known by what becomes of his letters, and is not blocked:
// it may be the owner's computer, which is infected. After find_clients.
void heed_desk_of_first_day(const CaseFile& file, Time begun, Dossier& dossier);

}  // namespace queuehound
