// The chain of an incident, as sentences with their lines.
#include <fmt/format.h>

#include <algorithm>

#include "report/explanation.h"
#include "report/numbers.h"
#include "report/words.h"

namespace queuehound {
namespace {

constexpr std::size_t kOriginsNamed = 3;

using Steps = std::vector<ChainStep>;

void add_entry(const Incident& incident, Steps& steps) {
  if (!incident.entry) return;
  ChainStep step{"How it got in: " + incident.entry->text, {}};
  if (!incident.entry->source.path.empty()) step.lines.push_back(incident.entry->source);
  steps.push_back(std::move(step));
}

void add_drivers(const Incident& incident, const ScanResult& result, Steps& steps) {
  if (incident.origins.empty()) return;
  std::string text = "Who drove it: ";
  const std::size_t named = std::min(incident.origins.size(), kOriginsNamed);
  for (std::size_t i = 0; i < named; ++i) {
    const Origin& origin = incident.origins[i];
    text += fmt::format(
        "{}{} ({}{}{} over {}, {}", i == 0 ? "" : "; ", to_text(origin.address), origin.country,
        origin.country.empty() ? "" : ", ", count_text(origin.events, "event"),
        via_name(origin.via),
        span_text(origin.first_seen, origin.last_seen, result.generated_at, result.zone));
    if (origin.lift)
      text += fmt::format(", followed by mail {:.0f} times as often as chance", *origin.lift);
    text += ")";
  }
  if (named < incident.origins.size())
    text += fmt::format("; and {} more", incident.origins.size() - named);
  steps.push_back({text + ".", {}});
}

// What each sign rests on: the lines themselves.
void add_signs(const Incident& incident, Steps& steps) {
  for (const Evidence& evidence : incident.evidence) {
    if (evidence.source.path.empty()) continue;
    steps.push_back({evidence.text, {evidence.source}});
  }
}

void add_mail(const Incident& incident, const ScanResult& result, Steps& steps) {
  const MessageCounts& mail = incident.messages;
  const bool is_of_mail = mail.submitted > 0;
  if (!is_of_mail) return;
  // Nobody here sent it: it came.
  const bool has_come = incident.kind == IncidentKind::backscatter;
  std::string text = fmt::format(
      "{}: {} to {}, {}", has_come ? "What came" : "What it sent",
      count_text(mail.submitted, has_come ? "bounce" : "message"),
      count_text(mail.distinct_recipients, "person", "people"),
      span_text(incident.first_seen, incident.last_seen, result.generated_at, result.zone));
  if (!incident.subjects.empty())
    text += fmt::format("; mostly \"{}\"", incident.subjects.front().text);
  steps.push_back({text + ".", {}});
  steps.push_back(
      {fmt::format("Where it went: {} delivered, {} put off, {} refused; {} of its messages still "
                   "in the queue ({} frozen).",
                   count_text(mail.delivered, "recipient"), number_text(mail.deferred),
                   number_text(mail.failed), number_text(mail.queued), number_text(mail.frozen)),
       {}});
}

}  // namespace

std::vector<ChainStep> chain_of(const Incident& incident, const ScanResult& result) {
  Steps steps;
  add_entry(incident, steps);
  add_drivers(incident, result, steps);
  add_signs(incident, steps);
  add_mail(incident, result, steps);
  return steps;
}

}  // namespace queuehound
