// After a plan was applied: does the actor still send? Only its new messages tell; a status code or
// a mode of a file does not.
#pragma once

#include <cstdint>
#include <optional>

#include "cli/options.h"
#include "dossier/incident.h"

namespace queuehound {

// Waits, reads queue and logs again, and counts its messages later than `since`. Nothing: they
// cannot be told for this kind of incident, or the logs could not be read.
std::optional<std::uint64_t> new_messages_of(const Incident& incident, Time since, seconds wait,
                                             const Options& options, const Terminal& terminal);

}  // namespace queuehound
