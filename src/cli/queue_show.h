// One queued message whole, and what the main log tells of it.
#pragma once

#include "cli/options.h"
#include "cli/read_server.h"

namespace queuehound {

// 0 shown, 1 no such message in queue, quarantine or log, 2 failed.
int show_queued(const Options& options, const ServerView& view, const std::string& id);

// The same for one in quarantine; 1 where it is not there.
int show_quarantined(const Options& options, const ServerView& view, const std::string& id);

}  // namespace queuehound
