#include "verdict/poisoned_list.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "dossier/bought_list.h"
#include "dossier/refusals.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

constexpr std::size_t kDaysAsMany = 2;

void keep_each_once(std::vector<std::uint64_t>& hashes) {
  std::ranges::sort(hashes);
  const auto repeated = std::ranges::unique(hashes);
  hashes.erase(repeated.begin(), repeated.end());
}

// An intruder's letters beside a newsletter or a shop's orders are another text.
bool is_one_text(const Dossier& dossier) {
  return dossier.top_text_recipients * 10 > dossier.bulk.recipients * 9;
}

}  // namespace

bool may_be_poisoned_list(const CaseFile& file, const Dossier& dossier) {
  constexpr std::uint64_t kDead = 5, kOneOf = 5, kMostPeople = 50000;
  // A user that runs every site's programs wrote to whom any of them wrote to.
  if (dossier.kind != IncidentKind::script || dossier.past.days_like_now < kDaysAsMany ||
      dossier.all.recipients > kMostPeople || dossier.system_user.empty() ||
      file.server.is_web_server_user(dossier.system_user))
    return false;
  ListFate fate;
  for (const MessageIndex index : dossier.messages)
    if (const Message& message = file.ledger.messages[index]; message.in_window)
      fate.add(file.ledger, message);
  return fate.is_dead(kDead, kOneOf);
}

AskedMailbox ask_of_list(const CaseFile& file, const Dossier& dossier) {
  AskedMailbox asked;
  asked.account = dossier.system_user;
  asked.before = file.ledger.from();
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window) continue;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      asked.people.push_back(recipient.hash);
      if (recipient.is_unknown_recipient) asked.nobody.push_back(recipient.hash);
    });
  }
  keep_each_once(asked.people);
  keep_each_once(asked.nobody);
  return asked;
}

void heed_list_before(const AskedMailbox& asked, const WrittenBefore& before, Dossier& dossier) {
  dossier.list_before = {asked.nobody.size(), before.nobody,
                         asked.people.size() - asked.nobody.size(), before.people - before.nobody};
}

bool is_poisoned_list(const std::vector<Evidence>& evidence, const Dossier& dossier) {
  const Dossier::ListBefore& list = dossier.list_before;
  if (list.dead == 0 || list.dead_before * 10 > list.dead ||
      list.living_before * 10 < list.living * 8)
    return false;
  if (dossier.kind != IncidentKind::script || !dossier.web.drivers.empty() ||
      !is_refused_by_few(dossier.bulk) || !is_one_text(dossier))
    return false;
  std::vector<Evidence> rest = evidence;
  std::erase_if(rest, [](const Evidence& sign) { return sign.signal == "bad_recipients"; });
  return is_volume_alone(rest, dossier.bulk, true);
}

}  // namespace queuehound
