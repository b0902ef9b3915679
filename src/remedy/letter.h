// Letters about an incident: to whoever owns the mailbox or site, and to the administrator. Made
// from templates that people may replace (/etc/queuehound/letters/owner.txt, administrator.txt, or
// for one kind only owner-form.txt and so on). Pure; apply/send_letter hands one to Exim.
//
// A template is a first line "Subject: ...", an empty line, and the text. In both, names in braces
// are filled in; a line whose only name is empty is left out; what is no name stays as it is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/incident.h"
#include "host/server.h"
#include "remedy/action.h"
#include "remedy/letter_words.h"

namespace queuehound {

struct Letter {
  std::string to, from;  // plain addresses; "" where nobody is known
  std::string subject, body;
  std::string nobody_because = {};  // where `to` is "": why, and what to do instead
};

struct LetterFacts {
  const Incident& incident;
  const Server& server;
  TimeZone zone = TimeZone::utc();
  std::string owner = {};              // contact_of; "" none
  std::vector<std::string> done = {};  // sentences of the journal
};

// Where people may lay templates, the first that exists wins.
std::vector<std::string> template_paths(Audience audience, IncidentKind kind);

// The names of templates with what each stands for, for the manual.
struct LetterName {
  std::string_view name, meaning;
};
std::span<const LetterName> letter_names();

// What was done, in words for somebody who does not run the server; "" of a letter.
std::string done_words(const Action& action);

Letter write_letter(Audience audience, const LetterFacts& facts, std::string_view text);

// What apply's `advise` is given to send it ("send" is left to whoever asks).
Record letter_details(const Letter& letter);

}  // namespace queuehound
