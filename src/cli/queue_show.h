// One queued message whole, and what the main log tells of it.
#pragma once

#include "cli/options.h"
#include "cli/read_server.h"

namespace queuehound {

// 0 shown, 1 no such message in the queue nor in the log, 2 failed.
int show_queued(const Options& options, const ServerView& view, const std::string& id);

}  // namespace queuehound
