#include "survey/entry_survey.h"

#include "survey/entry_requests.h"
#include "survey/mailbox_rules.h"
#include "survey/siblings.h"
#include "survey/upload_logs.h"

namespace queuehound {
namespace {

// When the file may have come, by the disk.
//
// The modification time is whatever its owner last said (touch, tar -p, FTP's MFMT): it names a
// moment to look at, never proves one. The change time is the kernel's and nobody can set it back,
// but it belongs to the file system: in a copied tree it tells when the copy was made. So it counts
// on the server itself; with --root only where the logs of the copy go on after it, because the
// copying came after the last of them. (Logs copied long after the homes can still deceive: hence a
// moment alone is never more than a coincidence, and said to be one.)
void take_moments(const RootDir& root, const SurveyOptions& options, const Ledger& ledger,
                  ScriptTrace& trace) {
  if (!trace.file.exists) return;
  trace.is_change_time_known =
      root.is_live() || (ledger.newest_log && trace.file.changed <= *ledger.newest_log);
  const auto take = [&](Time at) {
    if (at > options.to - kTraceHistory && at <= options.to) trace.moments.push_back(at);
  };
  take(trace.file.modified);
  if (trace.is_change_time_known && trace.file.changed != trace.file.modified)
    take(trace.file.changed);
}

}  // namespace

EntryTraces survey_entries(const RootDir& root, const Server& server, const SurveyOptions& options,
                           const EntryTargets& targets, Survey& survey) {
  EntryTraces traces;
  for (const ScriptTarget& target : targets.scripts) {
    ScriptTrace& trace = traces.scripts.emplace_back();
    trace.file = look_at_file(root, target.path);
    take_moments(root, options, survey.ledger, trace);
    find_entry_requests(root, server, options, target, survey, trace);
    find_siblings(root, server, target, targets.scripts.size(), trace);
  }
  if (!targets.scripts.empty())
    read_upload_logs(root, server, options, targets.scripts, survey, traces.scripts);
  for (const MailboxTarget& target : targets.mailboxes)
    traces.mailboxes.push_back(look_at_mailbox(root, target));
  return traces;
}

}  // namespace queuehound
