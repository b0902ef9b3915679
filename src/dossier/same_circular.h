// A line with IPv4 and IPv6 sends a circular by both, as it happens, and reads by one of them.
#pragma once

#include "dossier/clients.h"
#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// `client` sends by the other protocol what the owner's places (is_usual) send as well: within an
// hour, half of its letters of each text between two of theirs, and to no more people. Who copies
// a title comes after the owner; and only where titles are told.
bool goes_on_with_owners_circular(const CaseFile& file, const Likeness& likeness,
                                  const Dossier& dossier, const Client& client);

}  // namespace queuehound
