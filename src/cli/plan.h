// `queuehound plan`: what would stop an incident, step by step; changes nothing but the journal.
#pragma once

#include "cli/options.h"

namespace queuehound {

int run_plan(const Options& options);

}  // namespace queuehound
