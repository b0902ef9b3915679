#include "verdict/programs_letters.h"

#include <unordered_map>

#include "dossier/bought_list.h"

namespace queuehound {
namespace {

struct Text {
  ListFate fate;
  std::uint64_t refused = 0;  // as spam
  bool is_of_client = false;
};

bool is_welcome(const Text& text) {
  constexpr std::uint64_t kDead = 2, kOneOf = 10;
  return text.refused == 0 && !text.fate.is_dead(kDead, kOneOf);
}

std::uint64_t refused_as_spam(const Ledger& ledger, const Message& message) {
  std::uint64_t refused = 0;
  ledger.for_each_recipient_of(
      message, [&](const RecipientEntry& recipient) { refused += recipient.is_spam_refusal; });
  return refused;
}

bool is_from_here(const CaseFile& file, const Dossier& dossier, std::size_t i) {
  const Message& message = file.ledger.messages[dossier.messages[i]];
  return dossier.client_of[i] == kNothing && message.address != 0 &&
         file.server.is_own_address(file.ledger.address(message.address));
}

}  // namespace

ProgramsLetters::ProgramsLetters(const CaseFile& file, const Likeness& likeness,
                                 const Dossier& dossier)
    : likeness_(likeness), dossier_(dossier) {
  std::uint64_t from_strangers = 0, from_here = 0;  // recipients
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const std::uint32_t client = dossier.client_of[i];
    if (is_from_here(file, dossier, i)) from_here += message.recipients;
    if (client != kNothing && !dossier.clients[client].is_usual)
      from_strangers += message.recipients;
  }
  if (from_here == 0 || from_strangers < 2 * from_here) return;
  std::unordered_map<const Alike*, Text> texts;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const bool is_here = is_from_here(file, dossier, i);
    const Alike* const title = likeness.text_of(i);
    if (title == nullptr && !is_here) continue;  // told apart by where it came from alone
    Text& text = texts[title];
    text.is_of_client |= !is_here;
    text.fate.add(file.ledger, message);
    text.refused += refused_as_spam(file.ledger, message);
  }
  for (const auto& [title, text] : texts)
    if (!text.is_of_client && is_welcome(text)) own_.insert(title);
}

bool ProgramsLetters::are_of(std::size_t i) const {
  return dossier_.client_of[i] == kNothing && own_.contains(likeness_.text_of(i));
}

}  // namespace queuehound
