#include "verdict/common_sender.h"

#include <set>
#include <string_view>

namespace queuehound {

std::map<std::string, std::string, std::less<>> common_sender(const Ledger& ledger,
                                                              const std::vector<std::string>& ids) {
  const std::set<std::string_view> wanted(ids.begin(), ids.end());
  std::map<std::string, std::string, std::less<>> common;
  for (const Message& message : ledger.messages) {
    if (!message.in_spool || !wanted.contains(message.id.text())) continue;
    const ActorRecord& actor = ledger.actors[message.actor];
    if (actor.submission == SubmissionClass::bounce) {
      common["with_bounces"] = "yes";
      continue;
    }
    const bool is_mailbox = actor.submission == SubmissionClass::mailbox;
    const std::string name(ledger.text(actor.name));
    if ((!is_mailbox && actor.submission != SubmissionClass::local) || name.empty()) return {};
    if (common.emplace(is_mailbox ? "sender_mailbox" : "sender_account", name).first->second !=
        name)
      return {};
  }
  // A mailbox and an account at once: nothing that all of them share.
  if (common.contains("sender_mailbox") && common.contains("sender_account")) return {};
  if (common.size() == 1 && common.contains("with_bounces")) return {};
  return common;
}

}  // namespace queuehound
