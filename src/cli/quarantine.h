// `queuehound queue quarantine`: what was moved out of the queue; one message shown, messages put
// back, old ones removed for good.
#pragma once

#include "cli/options.h"
#include "cli/read_server.h"

namespace queuehound {

// 0 done or shown, 1 there is no such thing or not all could be done, 2 failed or wrong usage.
int run_quarantine(const Options& options, const ServerView& view);

}  // namespace queuehound
