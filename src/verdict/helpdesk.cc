#include "verdict/helpdesk.h"

#include <algorithm>
#include <vector>

#include "verdict/answers.h"
#include "verdict/clients.h"
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

// By its strangers: each letter to somebody who wrote here in the day before, and a third of them a
// moment after he did.
bool answers_the_days_letters(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kEnough = 8;
  std::vector<MessageIndex> letters;
  std::size_t answers = 0;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i]) continue;
    const Message& message = file.ledger.messages[dossier.messages[i]];
    letters.push_back(dossier.messages[i]);
    answers += message.recipients == 1 && is_sent_back(file, message);
    // A flood's ten thousand are not all asked.
    if ((letters.size() - answers) * 20 > dossier.messages.size()) return false;
  }
  return letters.size() >= kEnough && answers * 20 >= letters.size() * 19 &&
         answered_at_once(file, letters) * 3 >= letters.size();
}

}  // namespace

// A helpdesk elsewhere on its first day: receipts at once, answers within hours, to nobody else.
// Many spammers' letters are answered, too, whose senders do not exist, or whose servers call it
// spam that it comes back. A thief has no use for the people who happen to write today; who has
// each of his victims "write" here first gets a note.
bool is_first_day_of_helpdesk(const CaseFile& file, const std::vector<Evidence>& evidence,
                              const Dossier& dossier) {
  const Volume& bulk = dossier.bulk;
  if (dossier.kind != IncidentKind::mailbox || was_guessed(dossier) || dossier.foreign_sender > 0 ||
      dossier.shared_thief.customers > 0 || dossier.one_driver.customers > 0 ||
      bulk.failed * 3 > bulk.attempted())
    return false;
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) {
    return sign.signal == "stranger_address" || sign.signal == "many_networks" ||
           sign.signal == "bad_recipients" || sign.signal == "refused_as_spam";
  });
  return is_volume_alone(rest, bulk, true) && answers_the_days_letters(file, dossier);
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
