// Whose posts to a page a stranger's flood only happened beside.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// An editor's open page posts each minute, all day (WordPress's admin-ajax.php): some of it falls
// into the seconds of a flood by the same page. Where each post of those who drive the flood mails,
// who posts in vain three times of four is taken out of dossier.web.drivers. A robot that posts in
// vain on purpose does so beside others that do not: with all of them it changes nothing.
void leave_out_idle_posters(const WebEvidence& web, Dossier& dossier);

}  // namespace queuehound
