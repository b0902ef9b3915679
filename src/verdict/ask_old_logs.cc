#include "verdict/ask_old_logs.h"

#include <algorithm>
#include <vector>

#include "base/hash.h"
#include "dossier/cases.h"
#include "verdict/poisoned_list.h"
#include "verdict/signals.h"
#include "verdict/signs_of_theft.h"
#include "verdict/taken_over.h"

namespace queuehound {
namespace {

// One new place, few clients and nothing that only a thief's mailing shows: an owner on a journey
// looks the same. A plain case is left as it is, and costs no look at old logs.
bool may_be_owner_elsewhere(const CaseFile& file, const Dossier& dossier) {
  constexpr std::size_t kMostClients = 3;
  constexpr std::uint64_t kMostPeople = 1000;
  if (dossier.stranger_clients == 0 || dossier.stranger_clients > kMostClients) return false;
  if (dossier.past.days == 0 || dossier.bulk.distinct_recipients > kMostPeople) return false;
  const Judgement judgement = weigh(file, dossier);
  const double most = kMostOfWrittenBefore + (dossier.knocks > 0 ? kGuessedPassword * kKnocks : 0);
  return judgement.confidence >= kNote && judgement.sum < most;
}

// All of it under one address that is not the mailbox's, by whoever always used it, as far as the
// ledger tells: many people write under the address of their club or of another provider.
bool may_write_as_another(const CaseFile& file, const Dossier& dossier) {
  return dossier.stranger_clients == 0 && dossier.past.days > 0 &&
         dossier.foreign_sender == dossier.bulk.messages && dossier.sender_domains == 1 &&
         weigh(file, dossier).confidence >= kNote;
}

AskedMailbox ask_of(const CaseFile& file, const Dossier& dossier) {
  AskedMailbox asked;
  asked.login = dossier.account;
  asked.before = dossier.first_bulk - seconds(86400);
  if (dossier.stranger_clients == 0) {
    asked.sender = dossier.sample_foreign_sender;
    return asked;
  }
  for (const Client& client : dossier.clients)
    if (client.selected > 0 && !client.is_usual)
      asked.strangers.push_back(file.ledger.address(client.address));
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (dossier.selected[i])
      file.ledger.for_each_recipient_of(
          file.ledger.messages[dossier.messages[i]],
          [&](const RecipientEntry& recipient) { asked.people.push_back(recipient.hash); });
  ask_for_pages(file, dossier, asked);
  std::ranges::sort(asked.people);
  const auto repeated = std::ranges::unique(asked.people);
  asked.people.erase(repeated.begin(), repeated.end());
  return asked;
}

}  // namespace

AskedOfOldLogs ask_old_logs(const CaseFile& file, const Cases& cases) {
  constexpr std::size_t kMostMailboxes = 32;
  AskedOfOldLogs asked;
  for (std::size_t i = 0; i < cases.dossiers.size(); ++i) {
    const Dossier& dossier = cases.dossiers[i];
    if (dossier.messages.empty()) continue;
    const bool is_list = may_be_poisoned_list(file, dossier);
    if (!is_list &&
        (dossier.kind != IncidentKind::mailbox ||
         (!may_be_owner_elsewhere(file, dossier) && !may_write_as_another(file, dossier))))
      continue;
    if (asked.mailboxes.size() == kMostMailboxes) break;
    asked.mailboxes.push_back(is_list ? ask_of_list(file, dossier) : ask_of(file, dossier));
    asked.dossiers.push_back(i);
  }
  return asked;
}

void heed_old_logs(const CaseFile& file, const AskedOfOldLogs& asked,
                   const std::vector<WrittenBefore>& written_before, Cases& cases) {
  for (std::size_t i = 0; i < written_before.size(); ++i) {
    Dossier& dossier = cases.dossiers[asked.dossiers[i]];
    if (dossier.kind != IncidentKind::mailbox) {
      heed_list_before(asked.mailboxes[i], written_before[i], dossier);
      continue;
    }
    dossier.written_before = written_before[i].people;
    dossier.is_usual_sender = written_before[i].sender_days >= kEnoughDays;
    heed_taken_over(file, written_before[i].by_pages, dossier);
  }
}

}  // namespace queuehound
