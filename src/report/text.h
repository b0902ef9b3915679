// The report for people: first what is wrong, then what to do, then why, strongest proof first.
// Pure: the same result and options give the same bytes.
#pragma once

#include <string>

#include "dossier/incident.h"
#include "report/text_options.h"

namespace queuehound {

std::string scan_text(const ScanResult& result, const TextOptions& options);

}  // namespace queuehound
