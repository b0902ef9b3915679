#include "verdict/helpdesk.h"

#include <vector>

#include "verdict/answers.h"

namespace queuehound {
namespace {

constexpr double kOfAMachine = 20;  // letters on half of its days
constexpr std::size_t kEnoughAnswers = 10;

// One letter each, and nobody else.
bool answers_only(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  if (messages.size() < kEnoughAnswers) return false;
  for (const MessageIndex index : messages)
    if (file.ledger.messages[index].recipients != 1) return false;
  return answered_at_once(file, messages) * 20 >= messages.size() * 19;
}

}  // namespace

// Who stole the mailbox of a helpdesk and wants to pass for it has to let each of his victims
// "write" here first, on a mailbox that sends as much on other days; and then he stays suspect for
// all that his letters come to, as an owner's infected computer does.
void heed_helpdesk(const CaseFile& file, Dossier& dossier) {
  if (dossier.past.median_day < kOfAMachine) return;
  std::vector<std::vector<MessageIndex>> of_client(dossier.clients.size());
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (const std::uint32_t row = dossier.client_of[i]; row != kNothing)
      of_client[row].push_back(dossier.messages[i]);
  for (std::size_t row = 0; row < dossier.clients.size(); ++row) {
    Client& client = dossier.clients[row];
    if (client.is_usual || client.via != Via::smtp_auth || !answers_only(file, of_client[row]))
      continue;
    client.is_usual = true;
    client.why_usual = "it answers who wrote here a moment before, one by one";
  }
}

}  // namespace queuehound
