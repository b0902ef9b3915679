// A page that was never asked for before, among many that send as one user: what the user sends on
// other days is not its past.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Of the web server's own user's and of 127.0.0.1's mail, where requests name the page and the
// access logs tell of other pages of before the window, but not of this one: it sent nothing on
// other days. A shop whose page has another address since today is judged by its visitors, who are
// people.
void heed_new_page(const CaseFile& file, const WebEvidence& web, Dossier& dossier);

}  // namespace queuehound
