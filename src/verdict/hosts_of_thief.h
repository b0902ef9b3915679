// A thief who has many passwords of one customer sends much with one of them and a little with the
// others: his hosts, known by the first, tell of the rest.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Asks the mailboxes of open dossiers (study_mailbox), and studies those anew that send from three
// networks or more of hosts that abuse another of their customer's beyond doubt, or from one place
// that abuses two, and are not read there. Hosts of five providers that five mailboxes of one
// customer have in common abuse all of these, where more of their letters are turned away than of
// an old list.
void heed_hosts_of_thief(const CaseFile& file, std::vector<Dossier>& dossiers);

}  // namespace queuehound
