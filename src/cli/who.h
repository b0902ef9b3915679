// queuehound who: everything known of one subject.
#pragma once

#include "cli/options.h"

namespace queuehound {

// 0 something is known, 1 nothing, 2 failed or no subject.
int run_who(const Options& options);

}  // namespace queuehound
