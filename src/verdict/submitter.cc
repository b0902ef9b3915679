#include "verdict/submitter.h"

#include <set>
#include <string_view>

namespace queuehound {

Submitter submitter_of(const Ledger& ledger, const std::vector<std::string>& ids) {
  const std::set<std::string_view> wanted(ids.begin(), ids.end());
  Submitter all;
  for (const Message& message : ledger.messages) {
    if (!message.in_spool || !wanted.contains(message.id.text())) continue;
    // Their own files tell of the filter, of the webmail's program.
    if (message.came_twice || message.is_by_webmail) return {};
    const ActorRecord& actor = ledger.actors[message.actor];
    if (actor.submission == SubmissionClass::bounce) {
      all.with_bounces = true;
      continue;
    }
    const bool is_mailbox = actor.submission == SubmissionClass::mailbox;
    const std::string_view name = ledger.text(actor.name);
    if ((!is_mailbox && actor.submission != SubmissionClass::local) || name.empty()) return {};
    std::string& known = is_mailbox ? all.mailbox : all.account;
    if (!known.empty() && known != name) return {};
    known = name;
  }
  const bool is_one = all.mailbox.empty() != all.account.empty();
  return is_one ? all : Submitter{};
}

}  // namespace queuehound
