#include "cli/find_incident.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"
#include "base/time.h"
#include "cli/output.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/words.h"
#include "verdict/roles.h"

namespace queuehound {

namespace {

const Incident* incident_about(const ScanResult& result, const Ledger& ledger,
                               const AskedSubject& subject) {
  for (const Incident& incident : result.incidents)
    if (role_in(incident, ledger, subject) == Role::culprit) return &incident;
  // An address, a message or a site explains the incident it takes part in.
  for (const Incident& incident : result.incidents)
    if (role_in(incident, ledger, subject)) return &incident;
  return nullptr;
}

constexpr std::array<std::string_view, 2> kLeftOut{"\u2026", "..."};  // report/style's dots

std::string page_of(std::string_view typed) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (to_lower(typed.substr(0, scheme.size())) == scheme) typed.remove_prefix(scheme.size());
  typed = typed.substr(0, typed.find_first_of("?#"));
  const std::string_view site = typed.substr(0, typed.find('/'));
  return to_lower(site) + std::string(typed.substr(site.size()));
}

bool fits(const std::optional<std::string>& whole, std::string_view head, std::string_view tail) {
  return whole && whole->size() >= head.size() + tail.size() && whole->starts_with(head) &&
         whole->ends_with(tail);
}

// The only one.
template <class IsMeant>
const Incident* only_incident(const ScanResult& result, IsMeant&& is_meant) {
  const auto found = std::ranges::find_if(result.incidents, is_meant);
  if (found == result.incidents.end()) return nullptr;
  return std::find_if(found + 1, result.incidents.end(), is_meant) == result.incidents.end()
             ? &*found
             : nullptr;
}

const Incident* incident_shortened_to(const ScanResult& result, std::string_view typed) {
  for (const std::string_view dots : kLeftOut) {
    const std::size_t at = typed.find(dots);
    if (at == std::string_view::npos) continue;
    const std::string_view head = typed.substr(0, at), tail = typed.substr(at + dots.size());
    return only_incident(result, [&](const Incident& incident) {
      return fits(incident.script, head, tail) || fits(incident.url, head, tail);
    });
  }
  return nullptr;
}

// An id without its end, which reads as an account's name.
const Incident* incident_begun_by(const ScanResult& result, const AskedSubject& subject) {
  const std::string text = subject.text();
  const std::string begun = to_lower(text.substr(text.find(':') + 1));
  if (begun.size() < 3 || !begun.starts_with("i-")) return nullptr;
  return only_incident(
      result, [&](const Incident& incident) { return to_lower(incident.id).starts_with(begun); });
}

std::string next_step(const ScanResult& result, const AskedSubject& subject) {
  if (const Incident* meant = incident_begun_by(result, subject))
    return "queuehound explain " + meant->id;
  // `who` knows no incidents, and would send them back here.
  return subject.kind == AskedSubject::Kind::incident
             ? "queuehound scan"
             : "queuehound who " + shell_quote(subject.text());
}

}  // namespace

Result<AskedIncident> parse_asked_incident(std::string_view typed) {
  AskedIncident asked{std::string(typed), parse_asked_subject(typed)};
  if (!asked.subject && !typed.contains('/')) return std::unexpected(asked.subject.error());
  return asked;
}

Result<const Incident*> find_incident(const ScanResult& result, const Ledger& ledger,
                                      AskedIncident& asked) {
  Result<AskedSubject>& subject = asked.subject;
  if (!subject || is_shortened(asked.typed))
    if (const Incident* shown = incident_shown_as(result, asked.typed))
      subject = parse_asked_subject(shown->id);
  if (!subject) return std::unexpected(subject.error());
  const Incident* found = incident_about(result, ledger, *subject);
  if (found != nullptr || subject->kind != AskedSubject::Kind::script) return found;
  // "/home/shop/public_html", without a '/' at its end, as `cwd=` lines write it.
  AskedSubject folder = *subject;
  folder.kind = AskedSubject::Kind::directory;
  found = incident_about(result, ledger, folder);
  if (found != nullptr) subject = std::move(folder);
  return found;
}

bool is_shortened(std::string_view typed) {
  return typed.contains('/') &&
         std::ranges::any_of(kLeftOut, [&](std::string_view dots) { return typed.contains(dots); });
}

const Incident* incident_shown_as(const ScanResult& result, std::string_view typed) {
  // An intruder's folder may be called "..." in earnest.
  const std::string path(typed), page = page_of(typed);
  const auto file =
      only_incident(result, [&](const Incident& incident) { return incident.script == path; });
  if (file != nullptr) return file;
  const auto shown =
      only_incident(result, [&](const Incident& incident) { return incident.url == page; });
  return shown != nullptr ? shown : incident_shortened_to(result, typed);
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
  complain(text, next_step(result, subject));
  return 1;
}

}  // namespace queuehound
