// `queuehound scan`: reads the server once and says who is spamming, with proof.
#pragma once

#include "cli/scan_options.h"

namespace queuehound {

// The exit status: 0 nothing found, 1 incidents found, 2 failed.
int run_scan(const ScanOptions& options);

}  // namespace queuehound
