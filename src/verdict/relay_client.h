// Hosts that hand mail to this server for others without a login.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// Whether it has a right to, and what it sends.
void study_relay(const CaseFile& file, Dossier& dossier);

// An open relay has many clients and one hole: their dossiers become one.
void merge_open_relay(std::vector<Dossier>& dossiers);

}  // namespace queuehound
