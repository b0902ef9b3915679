// The first mailing of a mailbox, or of a host that may send, that has no past; and a letter to a
// class by a person at a shell.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// A newsletter or the month's invoices, from one place and well received, and nobody of its domain
// sits elsewhere all the while. A thief who has the mailbox for himself on that day, and a good
// list, shows no more: of both a note tells, which an administrator asks the owner about.
// Where logs go back and tell of no mail, only of who has read there for hours before. Of a host
// that may send, an infected one with a good list shows no more.
bool is_first_mailing(const CaseFile& file, const Dossier& dossier);

// Tills, a booking system, an API's client: hosts of one provider send, on the logs' first day and
// under the mailbox's own name, a letter each over hours, without a rush and well received. A thief
// as slow and as liked, from one provider, is told in a note, for that day.
bool is_program_of_first_day(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
