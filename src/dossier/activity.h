// How busy an actor is.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// All of an actor's mail inside the window, as far as it is asked about.
Activity activity_of(const CaseFile& file, const std::vector<MessageIndex>& messages);

}  // namespace queuehound
