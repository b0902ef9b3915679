// `queuehound queue`: the messages that wait, chosen, listed, counted, summed up; one shown whole.
#pragma once

#include "cli/options.h"

namespace queuehound {

// 0 found (or the whole queue was asked for), 1 nothing fits, 2 failed.
int run_queue(const Options& options);

}  // namespace queuehound
