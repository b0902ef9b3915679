// A job of every minute and a monitor that asks for a page every minute meet in the same seconds
// for ever: no request proves anything of such mail.
#pragma once

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// The mail starts by the clock, and something beside it says that the page joined to it is another
// thing: the kernel's directory is not the page's, or a job of the account is as near to it as who
// merely looks at the page. A new or planted file, and one that PHP names, has no such excuse.
bool is_page_near_by_chance(const CaseFile& file, const FileFacts& facts, const Dossier& dossier);

}  // namespace queuehound
