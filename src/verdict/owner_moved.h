// New places that are the owner's all the same: his colleagues', and those of a traveller behind
// one exit of a VPN after another. What is said for them is taken back where the letters speak
// against it. (An office that moved: moved_office.h.)
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Marks clients as the owner's from which mailboxes of the same domain have come for days. After
// find_clients, with the same onset.
void heed_colleagues(const CaseFile& file, Time onset, Dossier& dossier);

// Of a mailing that widely goes to nobody, or is widely refused as spam: takes the move back; of
// the first, also what a sender that never read the mailbox has of being there always. True where
// the messages have to be selected again.
bool distrust_senders(const CaseFile& file, Dossier& dossier);

// Fills is_on_a_journey: after the campaign is described and the logins are weighed.
void find_journey(const CaseFile& file, Time onset, Dossier& dossier);

}  // namespace queuehound
