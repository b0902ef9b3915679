// What letters say of each kind of incident, and the built-in templates' words.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "dossier/incident.h"

namespace queuehound {

enum class Audience : std::uint8_t { owner, administrator };
std::string_view audience_name(Audience audience);
std::optional<Audience> parse_audience(std::string_view word);  // "admin" too

struct LetterWords {
  IncidentKind kind;
  std::string_view what;                            // a sentence
  std::string_view owner_todo, administrator_todo;  // lines "  - ..."
};
const LetterWords& letter_words(const Incident& incident);

std::string_view builtin_template(Audience audience);

}  // namespace queuehound
