// `queuehound undo`, `confirm` and `log`: what was changed, kept, put back.
#pragma once

#include "cli/options.h"

namespace queuehound {

int run_undo(const Options& options);
int run_confirm(const Options& options);
int run_log(const Options& options);

}  // namespace queuehound
