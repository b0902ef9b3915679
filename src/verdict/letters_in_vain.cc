#include "verdict/letters_in_vain.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dossier/answers.h"
#include "dossier/bought_list.h"
#include "mail/address.h"

namespace queuehound {
namespace {

// Over loopback programs write; from another host people of a whole office do.
bool is_of_people(const CaseFile& file, const Dossier& dossier) {
  const Message& first = file.ledger.messages[dossier.messages.front()];
  return dossier.kind != IncidentKind::script && !is_loopback(file.ledger.address(first.address));
}

// A page that stood there before all that is known of its mail, and by which people write who look
// around: whoever types dead addresses into it has his letters written as well.
bool is_page_of_visitors(const Dossier& dossier) {
  constexpr std::uint64_t kWriters = 3;
  return dossier.is_old_file && dossier.place == ScriptPlace::ordinary &&
         dossier.web.names_page() && dossier.web.honest_writers >= kWriters;
}

std::vector<char> letters_of_other_names(const CaseFile& file, const Dossier& dossier,
                                         const RegularWriters& regular) {
  std::vector<char> as_others(dossier.messages.size(), 0);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const std::string_view domain = domain_of(file.ledger.text(message.sender));
    as_others[i] = !domain.empty() && !regular.wrote(i) && !file.server.is_local_domain(domain);
  }
  return as_others;
}

// What all strangers write to the same people is forwarded to them: who has a list writes to each
// of it once or twice.
void leave_out_forwarders(const CaseFile& file, const Dossier& dossier,
                          std::vector<char>& as_others) {
  constexpr std::uint32_t kLettersToOne = 5;
  std::unordered_map<std::uint64_t, std::uint32_t> letters_to;
  const auto for_each = [&](auto&& use) {
    for (std::size_t i = 0; i < dossier.messages.size(); ++i)
      if (as_others[i]) use(i, file.ledger.messages[dossier.messages[i]]);
  };
  for_each([&](std::size_t, const Message& message) {
    file.ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { ++letters_to[recipient.hash]; });
  });
  for_each([&](std::size_t i, const Message& message) {
    bool is_to_others = false;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      is_to_others |= letters_to[recipient.hash] < kLettersToOne;
    });
    as_others[i] = is_to_others;
  });
}

// A school forwards to its former pupils for life, and a third of their addresses is gone: each
// day.
bool is_as_on_other_days(const Past& past, std::uint64_t recipients) {
  constexpr double kDaysDiffer = 2;
  const double usual = past.is_known() ? past.median_day : static_cast<double>(past.busiest_day);
  return past.days > 0 && static_cast<double>(recipients) <= kDaysDiffer * usual;
}

}  // namespace

bool are_letters_in_vain(const CaseFile& file, const Dossier& dossier, std::uint64_t largest_text) {
  constexpr std::uint64_t kDead = 30, kManyAtAll = 100, kManyOfYoung = 60, kTimesAsMuch = 5;
  constexpr std::uint64_t kOneOf = 5, kOneOfYoung = 3, kDeadOfSilent = 12;
  const Past& past = dossier.past;
  if (dossier.messages.empty() || is_of_people(file, dossier)) return false;
  if (largest_text * 2 >= dossier.all.recipients) return false;  // that one is the mailing
  const bool is_young = past.is_young();
  if (is_young && is_page_of_visitors(dossier)) return false;
  const std::uint64_t many =
      past.days == 0 ? kManyAtAll
                     : std::max(is_young ? kManyOfYoung : 0, kTimesAsMuch * past.busiest_day);
  ListFate fate;
  for (const MessageIndex index : dossier.messages)
    fate.add(file.ledger, file.ledger.messages[index]);
  // Who never mailed on known days has no orders and no forum either.
  const bool is_silents =
      past.is_known() && past.busiest_day == 0 && fate.is_dead(kDeadOfSilent, kOneOfYoung);
  const bool is_dead = is_silents || fate.is_dead(kDead, is_young ? kOneOfYoung : kOneOf);
  if (!is_dead || fate.recipients <= many) return false;
  return answered_at_once(file, dossier.messages) * 2 < fate.recipients;
}

std::vector<char> in_vain_as_others(const CaseFile& file, const Dossier& dossier,
                                    const RegularWriters& regular) {
  constexpr std::uint64_t kDead = 30, kOneOf = 3;
  constexpr std::size_t kNames = 15, kLettersOfAName = 2;
  std::vector<char> as_others = letters_of_other_names(file, dossier, regular);
  leave_out_forwarders(file, dossier, as_others);
  std::unordered_set<std::uint32_t> names;
  std::unordered_set<std::uint64_t> dead;
  ListFate fate;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!as_others[i]) continue;
    const Message& message = file.ledger.messages[dossier.messages[i]];
    names.insert(message.sender);
    fate.add(file.ledger, message);
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      if (recipient.is_unknown_recipient) dead.insert(recipient.hash);
    });
  }
  const bool is_bought = fate.is_dead(kDead, kOneOf) && dead.size() >= kDead;
  if (names.size() < kNames || fate.letters > kLettersOfAName * names.size() || !is_bought ||
      is_as_on_other_days(dossier.past, fate.recipients))
    as_others.assign(as_others.size(), 0);
  return as_others;
}

}  // namespace queuehound
