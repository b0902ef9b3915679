#include "cli/find_incident.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "base/time.h"
#include "cli/output.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/words.h"
#include "verdict/roles.h"

namespace queuehound {

const Incident* find_incident(const ScanResult& result, const Ledger& ledger,
                              const AskedSubject& subject) {
  for (const Incident& incident : result.incidents)
    if (role_in(incident, ledger, subject) == Role::culprit) return &incident;
  // An address, a message or a site explains the incident it takes part in.
  for (const Incident& incident : result.incidents)
    if (role_in(incident, ledger, subject)) return &incident;
  return nullptr;
}

const Incident* incident_of_page(const ScanResult& result, std::string_view typed) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (to_lower(typed.substr(0, scheme.size())) == scheme) typed.remove_prefix(scheme.size());
  typed = typed.substr(0, typed.find_first_of("?#"));
  const std::string_view site = typed.substr(0, typed.find('/'));
  const std::string page = to_lower(site) + std::string(typed.substr(site.size()));
  const auto found = std::ranges::find(result.incidents, page, &Incident::url);
  return found == result.incidents.end() ? nullptr : &*found;
}

std::vector<const Incident*> other_incidents(const ScanResult& result, const Ledger& ledger,
                                             const AskedSubject& subject, const Incident& found) {
  std::vector<const Incident*> others;
  for (const Incident& incident : result.incidents)
    if (&incident != &found && role_in(incident, ledger, subject)) others.push_back(&incident);
  return others;
}

int no_such_incident(const ScanResult& result, const AskedSubject& subject) {
  std::string text = "no incident is about " + subject.text() + " in this window (" +
                     to_rfc3339(result.from, result.zone) + " to " +
                     to_rfc3339(result.to, result.zone) + ")";
  const std::string_view unread = unread_words(result);
  if (!unread.empty()) {
    text += ", but " + std::string(unread) + ": half an answer";
    for (const std::string& note : result.notes) text += "\n  " + note;
  }
  if (!result.incidents.empty()) text += "\n  scan finds:";
  for (const Incident& incident : result.incidents)
    text += "\n  " + incident.id + "  " + incident.actor_subject();
  // `who` knows no incidents, and would send them back here.
  const bool is_incident = subject.kind == AskedSubject::Kind::incident;
  complain(text, is_incident ? "queuehound scan" : "queuehound who " + shell_quote(subject.text()));
  return 1;
}

}  // namespace queuehound
