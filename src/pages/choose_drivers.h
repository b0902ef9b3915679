// Who drives a page or a program that mails.
#pragma once

#include <cstdint>

#include "dossier/dossier.h"

namespace queuehound {

// After the script's place is known: on a form every honest POST mails too, so a driver there must
// do more than a person would, and the same where no place is known; whoever calls a program in an
// upload folder drives it.
void choose_drivers(const CaseFile& file, const WebEvidence& web, std::uint32_t suspect,
                    Dossier& dossier);

}  // namespace queuehound
