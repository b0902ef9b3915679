#include "cli/letter.h"

#include "apply/journal.h"
#include "apply/send_letter.h"
#include "apply/state_directory.h"
#include "base/text.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "host/contact.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kTemplateFile = 64u << 10;

std::string template_of(const RootDir& root, Audience audience, IncidentKind kind) {
  for (const std::string& path : template_paths(audience, kind))
    if (auto text = root.read_file(path, kTemplateFile)) return *std::move(text);
  return std::string(builtin_template(audience));
}

std::string owner_of(const Incident& incident, const ServerView& view) {
  std::string account = incident.system_user.value_or("");
  const std::string domain =
      incident.account ? std::string(domain_of(*incident.account)) : incident.domain.value_or("");
  if (!domain.empty()) account = view.server.owner_of_domain(domain);
  return contact_of(view.root, view.server, account);
}

// A server nobody ever changed has no journal: then nothing was done.
std::vector<std::string> done_about(const Incident& incident, const RootDir& root,
                                    const std::string& state_directory) {
  std::vector<std::string> done;
  if (!root.is_live()) return done;
  const auto journal = Journal::open_to_read(state_directory);
  if (!journal) return done;
  const auto rows = journal->actions({.incident = incident.id, .states = {ActionState::done}});
  if (!rows) return done;
  for (const JournalledAction& row : *rows)
    if (std::string words = done_words(row.action); !words.empty())
      done.push_back(std::move(words));
  return done;
}

}  // namespace

Letter letter_about(const Incident& incident, const ServerView& view, Audience audience,
                    const std::string& state_directory) {
  const LetterFacts facts{.incident = incident,
                          .server = view.server,
                          .zone = view.server.zone,
                          .owner = owner_of(incident, view),
                          .done = done_about(incident, view.root, state_directory)};
  return write_letter(audience, facts, template_of(view.root, audience, incident.kind));
}

int show_letter(const Incident& incident, const ServerView& view, const ExplainOptions& options,
                const Terminal& terminal) {
  const Letter letter = letter_about(incident, view, *options.letter, std::string(kStateDirectory));
  if (!put_text(message_of(letter, ""), terminal)) return 2;
  if (!letter.nobody_because.empty()) complain(letter.nobody_because);
  if (!options.send) return 0;
  if (!view.root.is_live()) {
    complain("a letter about a copied server is not sent: leave out --send");
    return 2;
  }
  const std::string id =
      "queuehound-" + incident.id + "-" + std::to_string(view.window.to.time_since_epoch().count());
  if (const auto sent = send_letter(letter, id); !sent) {
    complain(sent.error());
    return 2;
  }
  complain("handed to sendmail for " + letter.to);
  return 0;
}

}  // namespace queuehound
