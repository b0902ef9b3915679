#include "pages/callers_letters.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "dossier/chance.h"
#include "dossier/local_recipient.h"

namespace queuehound {

std::vector<MessageIndex> letters_of(const Dossier& dossier, const Addresses& addresses) {
  std::vector<MessageIndex> letters;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i)
    if (addresses.contains(dossier.web.owner[i])) letters.push_back(dossier.messages[i]);
  return letters;
}

bool are_mistyped_only(std::uint64_t bad, std::uint64_t all) {
  constexpr double kMistyped = 0.04;
  return is_chance(bad, all, kMistyped);
}

bool is_dead_list(std::uint64_t bad, std::uint64_t all) {
  return bad > 0 && !are_mistyped_only(bad - 1, all);
}

std::uint64_t turned_away(const CaseFile& file, const std::vector<MessageIndex>& letters) {
  std::uint64_t bad = 0;
  for (const MessageIndex index : letters) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window) continue;
    file.ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      bad += recipient.outcome == Outcome::failed || recipient.is_spam_refusal;
    });
  }
  return bad;
}

MostTold most_told(const CaseFile& file, const std::vector<MessageIndex>& letters) {
  std::unordered_map<std::uint64_t, std::uint64_t> told;
  MostTold most;
  for (const MessageIndex index : letters)
    file.ledger.for_each_recipient_of(
        file.ledger.messages[index], [&](const RecipientEntry& recipient) {
          if (const auto count = ++told[recipient.hash]; count > most.letters)
            most = {recipient.hash, count};
        });
  return most;
}

std::vector<MessageIndex> to_visitors(const CaseFile& file,
                                      const std::vector<MessageIndex>& letters,
                                      std::uint64_t owner) {
  std::vector<MessageIndex> typed;
  for (const MessageIndex index : letters) {
    bool is_typed = false;
    file.ledger.for_each_recipient_of(
        file.ledger.messages[index], [&](const RecipientEntry& recipient) {
          is_typed |= recipient.hash != owner && !is_local_recipient(file, recipient);
        });
    if (is_typed) typed.push_back(index);
  }
  return typed;
}

Addresses with_burials(const CaseFile& file, const Dossier& dossier, std::uint64_t owner) {
  constexpr std::uint64_t kAgain = 5;
  std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint64_t> typed;
  Addresses burying;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const std::uint32_t address = dossier.web.owner[i];
    if (address == 0) continue;
    for (const MessageIndex index : to_visitors(file, {dossier.messages[i]}, owner))
      file.ledger.for_each_recipient_of(file.ledger.messages[index],
                                        [&](const RecipientEntry& recipient) {
                                          if (++typed[{address, recipient.hash}] >= kAgain)
                                            burying.insert(address);
                                        });
  }
  return burying;
}

Addresses with_dead_lists(const CaseFile& file, const Dossier& dossier,
                          bool (*is_dead)(std::uint64_t, std::uint64_t)) {
  struct Letters {
    std::uint64_t recipients = 0, bad = 0;
  };
  std::unordered_map<std::uint32_t, Letters> all;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    Letters& letters = all[dossier.web.owner[i]];
    file.ledger.for_each_recipient_of(
        file.ledger.messages[dossier.messages[i]], [&](const RecipientEntry& recipient) {
          ++letters.recipients;
          letters.bad += recipient.is_unknown_recipient || recipient.is_spam_refusal;
        });
  }
  Addresses dead;
  for (const auto& [address, letters] : all)
    if (is_dead(letters.bad, letters.recipients)) dead.insert(address);
  return dead;
}

}  // namespace queuehound
