// queuehound explain: one incident from the way in to the last message, with its lines.
#pragma once

#include "cli/options.h"

namespace queuehound {

// 0 explained, 1 no such incident, 2 failed or no subject.
int run_explain(const Options& options);

}  // namespace queuehound
