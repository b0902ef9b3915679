// What began a program's mail where no page is joined to it: a mailing of one run fills all its
// seconds, so no request within them proves anything, but the one before its first letter may have
// started it.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// A mailer may wait ten seconds after each letter: then its letters follow nothing and each other
// at its own pace, and no page is joined. Of a program whose file is known: who asked for it in the
// moments when its runs began, where nobody asked for it otherwise, ever, and who looked at no
// page. Adds drivers; after name_script.
void find_starters(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier);

// Fills WebJoin::begun of a dossier whose page is not known.
void find_what_began(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                     Dossier& dossier);
// The same of what a user who runs everybody's sites mailed, where no requests explain it: before
// his programs are told apart.
void find_what_began_among_sites(const CaseFile& file, const WebEvidence& web,
                                 std::uint32_t suspect, Dossier& dossier);

}  // namespace queuehound
