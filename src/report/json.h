// The document `scan --json` prints: the contract "queuehound/scan/1". Fields may be added, never
// renamed; schema/scan-1.schema.json says the same to programs.
#pragma once

#include <string>

#include "verdict/incident.h"

namespace queuehound {

std::string scan_json(const ScanResult& result);

}  // namespace queuehound
