#include "verdict/helpdesk.h"

#include <algorithm>
#include <vector>

#include "dossier/answers.h"
#include "dossier/clients.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

constexpr double kOfASmallOne = 5;  // letters on half of its days

// One letter each, and nobody else.
bool answers_only(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  for (const MessageIndex index : messages)
    if (file.ledger.messages[index].recipients != 1) return false;
  return answered_at_once(file, messages) * 20 >= messages.size() * 19;
}

// On half of its days it answers twenty, or a few and today no more than five times as many.
bool is_a_machines_day(const Past& past, std::size_t answers) {
  constexpr double kOfAMachine = 20, kTimesAsMany = 5;
  constexpr std::size_t kEnough = 10;
  return answers >= kEnough && (past.median_day >= kOfAMachine ||
                                static_cast<double>(answers) <= kTimesAsMany * past.median_day);
}

std::vector<MessageIndex> selected_of(const Dossier& dossier) {
  std::vector<MessageIndex> letters;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.selected[i]) letters.push_back(dossier.messages[i]);
  return letters;
}

// Each letter to somebody who wrote here in the day before, and a third of them a moment after he
// did.
bool are_answers_of_a_day(const CaseFile& file, const std::vector<MessageIndex>& letters) {
  constexpr std::size_t kEnough = 8;
  if (letters.size() < kEnough) return false;
  std::size_t left = letters.size() / 20;  // may be others; of a flood's ten thousand few are asked
  for (const MessageIndex index : letters) {
    const Message& message = file.ledger.messages[index];
    if (message.recipients == 1 && is_sent_back(file, message)) continue;
    if (left-- == 0) return false;
  }
  return answered_at_once(file, letters) * 3 >= letters.size();
}

}  // namespace

// A helpdesk elsewhere on its first day: receipts at once, answers within hours, to nobody else.
// Many spammers' letters are answered, too, whose senders do not exist, or whose servers call it
// spam that it comes back. A thief has no use for the people who happen to write today; who has
// each of his victims "write" here first gets a note, and where he invents them all by himself, not
// even that for a list that is dead, or called spam.
bool is_first_day_of_helpdesk(const CaseFile& file, const std::vector<Evidence>& evidence,
                              const Dossier& dossier) {
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || was_guessed(dossier) || dossier.foreign_sender > 0 ||
      dossier.shared_thief.customers > 0 || dossier.one_driver.customers > 0 ||
      bulk.failed * 3 > bulk.attempted())
    return false;
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "stranger_address" || sign.signal == "many_networks";
  });
  std::vector<Evidence> but_failures = rest;
  std::erase_if(but_failures, [](const Evidence& sign) {
    return sign.signal == "bad_recipients" || sign.signal == "refused_as_spam";
  });
  if (!is_volume_alone(but_failures, bulk, true)) return false;
  const std::vector<MessageIndex> letters = selected_of(dossier);
  return are_answers_of_a_day(file, letters) &&
         (is_volume_alone(rest, bulk, true) || !are_askers_invented(file, letters));
}

// Who stole the mailbox of a helpdesk and wants to pass for it has to let each of his victims
// "write" here first, on a mailbox that sends as much on other days; and then he stays suspect for
// all that his letters come to, as an owner's infected computer does.
void heed_helpdesk(const CaseFile& file, Dossier& dossier) {
  if (dossier.past.median_day < kOfASmallOne) return;
  std::vector<std::vector<MessageIndex>> of_client(dossier.clients.size());
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (const std::uint32_t row = dossier.client_of[i]; row != kNothing)
      of_client[row].push_back(dossier.messages[i]);
  std::vector<Client*> machines;
  std::size_t answers = 0;
  for (std::size_t row = 0; row < dossier.clients.size(); ++row) {
    Client& client = dossier.clients[row];
    if (client.is_usual || client.via != Via::smtp_auth || !answers_only(file, of_client[row]))
      continue;
    machines.push_back(&client);
    answers += of_client[row].size();
  }
  if (!is_a_machines_day(dossier.past, answers)) return;
  for (Client* const client : machines) {
    client->is_usual = true;
    client->why_usual = "it answers who wrote here a moment before, one by one";
  }
}

}  // namespace queuehound
