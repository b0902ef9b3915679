// Writes the hand-over archive of an explained incident.
#pragma once

#include "cli/options.h"
#include "cli/read_server.h"
#include "report/explanation.h"

namespace queuehound {

// The file is new, 0600, and never reached through a link at its name; what could not be finished
// is taken away again. Errors: it is there already, no room, a queue that cannot be listed.
Result<> write_bundle(const Options& options, const Reading& reading,
                      const Explanation& explanation);

}  // namespace queuehound
