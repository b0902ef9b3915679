// `queuehound check`: what this server's settings hide from an investigation, and the lines to add.
#pragma once

#include "cli/options.h"

namespace queuehound {

// The exit status: 0 all is well, 1 something to change, 2 failed.
int run_check(const Options& options);

}  // namespace queuehound
