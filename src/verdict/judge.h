// From the ledger to incidents, in steps with the disk between them: open_cases says who is under
// suspicion and what must be looked up (web requests, files, old mail); judge says who it was.
#pragma once

#include "dossier/cases.h"
#include "dossier/dossier.h"
#include "dossier/file_facts.h"

namespace queuehound {

Cases open_cases(const CaseFile& file);

// Joins requests to messages; then tells which files' facts are wanted.
WantedFiles join_cases(const CaseFile& file, const WebEvidence& web, Cases& cases);

Verdict judge(const CaseFile& file, const WebEvidence& web, const FileFacts& facts, Cases&& cases);

}  // namespace queuehound
