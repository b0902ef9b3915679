// Which of the pages that requests leave open it was, once the files are known.
#pragma once

#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

// Whose page it is, where the log did not tell; and of pages that cannot be told apart, a program
// that lies where none belongs is the one that mailed.
void settle_page(const CaseFile& file, const WebEvidence& web, const FileFacts& facts,
                 std::uint32_t suspect, Dossier& dossier);

}  // namespace queuehound
