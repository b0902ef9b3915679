// Hosts that hand mail to this server for others without a login.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Whether it has a right to, and what it sends.
void study_relay(const CaseFile& file, Dossier& dossier);

// Not all rights stand in a list of addresses that can be read: an ACL gives them by a look-up or a
// name. Who has sent through this server on most days before has one for all that is known; where
// he floods, it is a customer's server that does. Who found a hole and trickles through it for days
// before his flood is told, too, but not blocked.
bool relays_by_habit(const Dossier& dossier);

// An open relay has many clients and one hole: their dossiers become one.
void merge_open_relay(std::vector<Dossier>& dossiers);

}  // namespace queuehound
