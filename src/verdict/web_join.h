// Which page, asked for by whom, made a program mail.
#pragma once

#include "verdict/dossier.h"
#include "verdict/file_facts.h"

namespace queuehound {

// `suspect`: the dossier's row in `web`. Fills dossier.web; drivers are chosen by choose_drivers.
void join_requests(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   Dossier& dossier);

// Where several pages share the mail (a shop's orders beside its contact form): those that machines
// post to, most first. None where all pages together do not explain nearly all of the mail.
std::vector<PageId> pages_of_machines(const CaseFile& file, const WebEvidence& web,
                                      std::uint32_t suspect, const Dossier& dossier);
// The dossier's mail is judged by the requests for that page.
void join_one_page(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                   const PageId& page, Dossier& dossier);

// With the files known: whose page it is, where the log did not tell; and of pages that cannot be
// told apart, a program that lies where none belongs is the one that mailed.
void settle_page(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                 std::uint32_t suspect, Dossier& dossier);

// After the script's place is known: on a form every honest POST mails too, so a driver there must
// do more than a person would, and the same where no place is known; whoever calls a program in an
// upload folder drives it.
void choose_drivers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                    Dossier& dossier);

}  // namespace queuehound
