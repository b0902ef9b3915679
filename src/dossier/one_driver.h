// One who sends with the mailboxes of several customers, in logs that hold no past to tell him by
// (shared_thief.h).
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Marks the mailboxes of three customers and more that are sent with from one network, all of them
// read elsewhere, where nobody else logs in; and what they send together is turned away too often
// for an agency that mails for its customers. After study_mailbox.
void heed_one_driver(const CaseFile& file, std::vector<Dossier>& dossiers);

}  // namespace queuehound
