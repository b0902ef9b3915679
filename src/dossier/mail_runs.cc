#include "dossier/mail_runs.h"

namespace queuehound {

std::vector<MailRun> mail_runs_of(const CaseFile& file, const Dossier& dossier) {
  std::vector<MailRun> runs;
  Time previous{};
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window) continue;
    if (begins_run(previous, message.at)) runs.push_back({message.at});
    ++runs.back().messages;
    previous = message.at;
  }
  return runs;
}

}  // namespace queuehound
