#include "verdict/letters_in_vain.h"

#include "verdict/answers.h"
#include "verdict/bought_list.h"

namespace queuehound {
namespace {

// Over loopback programs write; from another host people of a whole office do.
bool is_of_people(const CaseFile& file, const Dossier& dossier) {
  const Message& first = file.ledger.messages[dossier.messages.front()];
  return dossier.kind != IncidentKind::script && !is_loopback(file.ledger.address(first.address));
}

}  // namespace

bool are_letters_in_vain(const CaseFile& file, const Dossier& dossier, std::uint64_t largest_text) {
  constexpr std::uint64_t kDead = 30, kOneOf = 5, kManyAtAll = 100, kTimesAsMuch = 5;
  constexpr std::size_t kDaysKnown = 3;
  const Past& past = dossier.past;
  if (dossier.messages.empty() || is_of_people(file, dossier)) return false;
  if (largest_text * 2 >= dossier.all.recipients) return false;  // that one is the mailing
  if (past.days > 0 && past.days < kDaysKnown) return false;
  const std::uint64_t many = past.days == 0 ? kManyAtAll : kTimesAsMuch * past.busiest_day;
  ListFate fate;
  for (const MessageIndex index : dossier.messages)
    fate.add(file.ledger, file.ledger.messages[index]);
  if (!fate.is_dead(kDead, kOneOf) || fate.recipients <= many) return false;
  return answered_at_once(file, dossier.messages) * 2 < fate.recipients;
}

}  // namespace queuehound
