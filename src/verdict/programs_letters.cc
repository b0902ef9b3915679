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

}  // namespace

ProgramsLetters::ProgramsLetters(const CaseFile& file, const Likeness& likeness,
                                 const Dossier& dossier)
    : likeness_(likeness), dossier_(dossier) {
  std::unordered_map<const Alike*, Text> texts;
  std::uint64_t from_strangers = 0, from_here = 0;  // recipients
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const std::uint32_t client = dossier.client_of[i];
    const bool is_from_here = client == kNothing && message.address != 0 &&
                              file.server.is_own_address(file.ledger.address(message.address));
    if (is_from_here) from_here += message.recipients;
    if (client != kNothing && !dossier.clients[client].is_usual)
      from_strangers += message.recipients;
    const Alike* const title = likeness.text_of(i);
    if (title == nullptr && !is_from_here) continue;  // told apart by where it came from alone
    Text& text = texts[title];
    text.is_of_client |= !is_from_here;
    text.fate.add(file.ledger, message);
    text.refused += refused_as_spam(file.ledger, message);
  }
  if (from_strangers < 2 * from_here) return;
  for (const auto& [title, text] : texts)
    if (!text.is_of_client && is_welcome(text)) own_.insert(title);
}

bool ProgramsLetters::are_of(std::size_t i) const {
  return dossier_.client_of[i] == kNothing && own_.contains(likeness_.text_of(i));
}

}  // namespace queuehound
