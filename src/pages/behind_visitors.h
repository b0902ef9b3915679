// An intruder's process that mails whenever visitors press a button of the site's.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// Its letters follow the visitors' forms, each of which sends many more of them than the page ever
// wrote for one, to a dead list. It is no page's mail then: no visitor had it sent, and the file
// that the requests name did not mail it. Of a dossier whose mailing is selected and whose drivers
// are chosen: who is taken for one may be a visitor like all others.
bool hides_behind_visitors(const Dossier& dossier);

// Visitors ask for a page, and each of their forms writes a letter or two, which bear PHP's header
// where they wait; far more letters of the account follow no request, and several that wait bear
// none, or another's, or a fifth of them goes to nobody, as none of the visitors' does; or no more
// letters follow none, but they never bear the page's sender. The page did not send those. Before
// the mailing is selected.
bool is_other_programs_mail(const CaseFile& file, const Dossier& dossier);

// The mailing is other letters of the same account than those that visitors have a page send, and
// hardly any request precedes them: to seal the page would close the shop.
bool mails_beside_visitors(const Dossier& dossier);

}  // namespace queuehound
