// Queued messages whole, and what the main log tells of each.
#pragma once

#include <span>
#include <string>

#include "cli/options.h"
#include "cli/read_server.h"

namespace queuehound {

// 0 shown, 1 one of them is in neither queue, quarantine nor log, 2 failed. With --json a document
// each.
int show_queued(const Options& options, const ServerView& view, std::span<const std::string> ids);

// The same for those in quarantine; 1 where one is not there.
int show_quarantined(const Options& options, const ServerView& view,
                     std::span<const std::string> ids);

}  // namespace queuehound
