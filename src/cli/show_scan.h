// Writes the result of a scan where it was asked for, and gives the exit status.
#pragma once

#include "cli/scan_options.h"
#include "cli/terminal.h"
#include "dossier/incident.h"

namespace queuehound {

// 0 nothing found, 1 incidents found, 2 the results could not be written.
int show_scan(const ScanResult& result, const ScanOptions& options, const Terminal& terminal);

}  // namespace queuehound
