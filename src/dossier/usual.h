// An actor's own past: what it sends on other days. An incident never becomes its own baseline.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

Past past_of(const CaseFile& file, const Dossier& dossier);

// Messages of one of the ledger's actors, as far back as logs go, in the hours before the window.
std::uint64_t messages_before_window(const Ledger& ledger, const ActorRecord& actor);

}  // namespace queuehound
