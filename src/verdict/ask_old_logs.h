// What is asked of the old logs, because it can turn the verdict: whom a mailbox with a sudden new
// client wrote to before, whether one wrote as somebody else always, and who was on a newsletter's
// list.
#pragma once

#include <cstddef>
#include <vector>

#include "dossier/cases.h"
#include "survey/written_before.h"

namespace queuehound {

struct AskedOfOldLogs {
  std::vector<AskedMailbox> mailboxes;
  std::vector<std::size_t> dossiers;  // of each, in Cases
};
AskedOfOldLogs ask_old_logs(const CaseFile& file, const Cases& cases);
void heed_old_logs(const CaseFile& file, const AskedOfOldLogs& asked,
                   const std::vector<WrittenBefore>& written_before, Cases& cases);

}  // namespace queuehound
