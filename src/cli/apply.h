// `queuehound apply`: does what a plan says, step by step, journal first.
#pragma once

#include "cli/options.h"

namespace queuehound {

int run_apply(const Options& options);

}  // namespace queuehound
