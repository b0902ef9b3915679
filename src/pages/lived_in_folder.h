// Programs that live where none belongs, and whom their visitors know.
#pragma once

#include <cstdint>

#include "dossier/dossier.h"
#include "evidence/web_evidence.h"

namespace queuehound {

// osTicket and OpenCart come packed in a folder called upload, and run where they were unpacked:
// the file is older than all of its mail, it mailed on most days before, at requests of many, and
// those who write by it today look at pages first. Of such a program the folder says nothing; nor
// of one that an update wrote anew, where thirty such readers send nine tenths of its mail.
void forget_folder_of_years(const WebEvidence& web, std::uint32_t suspect, Dossier& dossier);

}  // namespace queuehound
