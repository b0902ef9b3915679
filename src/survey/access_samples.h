// Whether access logs can be read at all: the last lines of each. Scans read them only for sites
// under suspicion, which is too late to find out.
#pragma once

#include <vector>

#include "base/root_dir.h"
#include "host/server.h"
#include "survey/survey.h"

namespace queuehound {

std::vector<SourceTally> sample_access_logs(const RootDir& root, const Server& server);

}  // namespace queuehound
