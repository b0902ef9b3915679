// What letters say of each kind of incident, and the built-in templates' words.
#pragma once

#include <string_view>

#include "verdict/incident.h"

namespace queuehound {

struct LetterWords {
  IncidentKind kind;
  std::string_view what;                            // a sentence
  std::string_view owner_todo, administrator_todo;  // lines "  - ..."
};
const LetterWords& letter_words(const Incident& incident);

}  // namespace queuehound
