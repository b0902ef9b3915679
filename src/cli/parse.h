// `queuehound parse`: how each line of a file is understood, by the parsers that scan uses.
#pragma once

#include "cli/options.h"

namespace queuehound {

// 0 all was understood, 1 something was not or there was no record, 2 failed.
int run_parse(const Options& options);

}  // namespace queuehound
