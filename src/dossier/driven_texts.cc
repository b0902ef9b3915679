#include "dossier/driven_texts.h"

#include <algorithm>

#include "dossier/likeness.h"

namespace queuehound {

void DrivenTexts::add(const Message& message, bool is_driven, bool is_named) {
  if (!message.has_subject) return;
  Text& text = texts_[message.skeleton];
  ++text.letters;
  text.driven += is_driven;
  text.is_named |= is_named;
  most_ = std::max(most_, text.driven);
}

const DrivenTexts::Text* DrivenTexts::text_of(const Message& message) const {
  const auto found = texts_.find(message.skeleton);
  return !message.has_subject || found == texts_.end() ? nullptr : &found->second;
}

bool DrivenTexts::is_own(const Message& message) const {
  const Text* text = text_of(message);
  if (text == nullptr) return false;
  return text->is_named ||
         (text->driven > 0 && (text->driven * 2 >= text->letters || text->driven * 2 >= most_));
}

bool DrivenTexts::is_mostly_driven(const Message& message) const {
  const Text* text = text_of(message);
  return text != nullptr && text->driven * 2 >= text->letters;
}

bool DrivenTexts::is_anothers(const Message& message) const {
  const Text* text = text_of(message);
  return text != nullptr && most_ >= kAlike && text->letters >= kAlike &&
         text->driven * 5 < text->letters && !is_own(message);
}

}  // namespace queuehound
