// The document `scan --json` prints: the contract "queuehound/scan/1". Fields may be added, never
// renamed; schema/scan-1.schema.json says the same to programs.
#pragma once

#include "dossier/incident.h"
#include "report/json_writer.h"

namespace queuehound {

bool write_scan_json(const ScanResult& result, const JsonSink& put);  // whether all was taken

}  // namespace queuehound
