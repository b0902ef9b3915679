// The files and folders that options name.
#pragma once

#include "base/result.h"
#include "base/root_dir.h"
#include "cli/scan_options.h"
#include "host/config.h"

namespace queuehound {

// They take the place of the settings'. What does not exist is an error: a typing mistake would
// read as a server on which nothing happened.
Result<> use_named_files(const ScanOptions& options, const RootDir& root, Config& config);

}  // namespace queuehound
