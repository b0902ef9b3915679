// Whether Exim's main log tells of now at all. A log that ended days ago (Exim writes elsewhere,
// the disk is full, syslog is dead) and one of a wrong clock both read like a server where nothing
// happens: "nothing found" is no answer then.
#pragma once

#include <optional>
#include <string>

#include "base/root_dir.h"
#include "base/time.h"
#include "host/server.h"

namespace queuehound {

// What is to be said of it; nothing where the log goes on to within a day of `now`.
// `newest_arrival`: of those that were learned. Where that is old the log's end is read once more.
std::optional<std::string> silence_of_main_log(const RootDir& root, const Server& server, Time now,
                                               std::optional<Time> newest_arrival);

}  // namespace queuehound
