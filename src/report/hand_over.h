// What goes into the archive that is handed over: report, JSON, evidence lines, headers. Pure.
#pragma once

#include "report/archive.h"
#include "report/explanation.h"
#include "survey/file_hash.h"
#include "survey/queued_files.h"

namespace queuehound {

// `anonymize`: addresses of people who are no culprits become tokens in every file, and headers
// that name people are left out; bodies then never go in.
std::vector<ArchiveFile> hand_over_files(const Explanation& explanation, const QueuedFiles& queued,
                                         const std::vector<FileHash>& hashes, bool anonymize);

// The files that the incident speaks of: its script, its siblings, the logs of its evidence.
std::vector<std::string> files_named(const Explanation& explanation);

}  // namespace queuehound
