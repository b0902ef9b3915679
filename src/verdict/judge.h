// From the ledger to incidents, in steps with the disk between them: open_cases says who is under
// suspicion and what must be looked up (web requests, files, old mail); judge says who it was.
#pragma once

#include <string>
#include <vector>

#include "survey/web_survey.h"
#include "survey/written_before.h"
#include "verdict/dossier.h"
#include "verdict/incident.h"
#include "verdict/script_name.h"

namespace queuehound {

struct FloodWithin {
  std::size_t of = 0;  // dossier
  Dossier flood;
};

struct Cases {
  std::vector<Dossier> dossiers;
  std::vector<FloodWithin> floods;     // judged where the whole tells less
  std::vector<WebTarget> web;          // row = suspect number in WebEvidence
  std::vector<std::uint32_t> web_row;  // dossier → row, kNothing where none
};

Cases open_cases(const CaseFile& file);

// Joins requests to messages; then tells which files' facts are wanted.
WantedFiles join_cases(const CaseFile& file, const WebEvidence& web, Cases& cases);

// What is asked of the old logs, because it can turn the verdict: whom a mailbox with a sudden new
// client wrote to before, and whether one wrote as somebody else always.
struct AskedOfOldLogs {
  std::vector<AskedMailbox> mailboxes;
  std::vector<std::size_t> dossiers;  // of each, in Cases
};
AskedOfOldLogs ask_old_logs(const CaseFile& file, const Cases& cases);
void heed_old_logs(const CaseFile& file, const AskedOfOldLogs& asked,
                   const std::vector<WrittenBefore>& written_before, Cases& cases);

struct Verdict {
  std::vector<Incident> incidents;
  std::vector<LooksFine> looks_fine;
  std::vector<std::string> notes;
  std::size_t doubtful = 0;  // of the notes: who deserves a look, and is no incident
};
Verdict judge(const CaseFile& file, const WebEvidence& web, const FileFacts& facts, Cases&& cases);

}  // namespace queuehound
