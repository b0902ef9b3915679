// An actor's own past: what it sends on other days. An incident never becomes its own baseline.
#pragma once

#include "verdict/dossier.h"

namespace queuehound {

Past past_of(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
