// Which page, asked for by whom, made a program mail.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// `suspect`: the dossier's row in `web`. Fills dossier.web; its drivers are chosen by
// choose_drivers.
void join_requests(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier);

// Where several pages share the mail (a shop's orders beside its contact form): those that machines
// post to, most first. None where all pages together do not explain nearly all of the mail.
std::vector<PageId> pages_of_machines(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier);
// The dossier's mail is judged by the requests for that page.
void join_one_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   const PageId& page, Dossier& dossier);

}  // namespace queuehound
