// The first mailing of a mailbox whose past no log tells.
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

// A newsletter or the month's invoices, from one place and well received, and nobody of its domain
// sits elsewhere all the while. A thief who has the mailbox for himself on that day, and a good
// list, shows no more: of both a note tells, which an administrator asks the owner about.
bool is_first_mailing(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
