// Which commands cron starts, for whom: the crontabs of users and system, and cron's own log lines.
#pragma once

#include <string>
#include <vector>

#include "base/root_dir.h"
#include "evidence/ledger.h"
#include "host/server.h"

namespace queuehound {

std::vector<CronEntry> read_crontabs(const RootDir& root, const Server& server, Time since,
                                     std::vector<std::string>& notes);

}  // namespace queuehound
