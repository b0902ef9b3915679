// Pages that log in to send: a form's mail plugin, a shell with a password it found. The login is
// who sends; the requests in the same seconds tell which page of this server uses it, and who asks
// for the page. A webmail that nobody knows as one is such a page too.
#pragma once

#include "dossier/cases.h"
#include "dossier/file_facts.h"

namespace queuehound {

// For each mailbox, studied, that deserves a note at least, what came in from this server itself
// and from nobody known: a dossier of kind script (Dossier::login), behind the others; and one for
// a page of any site where a webmail here opened the mailbox. No row of `web_row` is made for them
// yet.
void open_login_pages(const CaseFile& file, Cases& cases);

// Once files are known and pages settled: where one page explains such a mailing, the mailbox has
// the page and who drives it. The dossiers of pages are empty then.
void give_pages_to_logins(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                          Cases& cases);

}  // namespace queuehound
