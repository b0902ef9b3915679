#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "remedy/actions.h"
#include "remedy/plan.h"
#include "report/explanation.h"
#include "report/incident_text.h"
#include "report/life_text.h"
#include "report/notes_text.h"
#include "report/numbers.h"
#include "report/words.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongestShell = 1200;

// A line from outside, whole unless absurd, so that it can be found again.
void write_source(Page& page, const EvidenceSource& source, std::size_t indent) {
  page.line(page.ink(page.place(source.path, source.offset), Ink::dim), indent);
  if (!source.line.empty()) page.line(shown(source.line, page.style(), 600), indent, 2);
}

void write_first_lines(Page& page, const Explanation& all) {
  const Incident& incident = all.incident;
  page.line(page.ink(
      fmt::format("{}: {}", page.name(incident.id), incident_headline(page, incident, all.result)),
      Ink::red));
  if (incident.plan.empty())
    page.line("What to do: judge the evidence below; no plan could be made from it.");
  else if (const PlannedAction* next = incident.next_step())
    page.line(fmt::format("What to do first: {}. The whole plan is below.",
                          action_text(page, *next, incident)));
  else
    page.line("What to do: nothing new; what the plan asks for was done (see Done below).");
}

void write_also_in(Page& page, const Explanation& all) {
  if (all.also_in.empty()) return;
  page.line("What you asked for takes part in others too:");
  for (const Incident* other : all.also_in)
    page.line(fmt::format("{}  {}", page.name(other->id), page.name(other->actor_subject())), 2, 2);
}

void write_chain(Page& page, const Explanation& all) {
  page.heading("STEP BY STEP");
  std::size_t number = 0;
  for (const ChainStep& step : all.chain) {
    page.line(fmt::format("{:>2} {}", ++number, page.paragraph(step.what)), 0, 3);
    for (const EvidenceSource& source : step.lines) write_source(page, source, 5);
  }
}

void write_signs(Page& page, const Explanation& all) {
  const WhatIf& what = all.what_if;
  page.heading("THE SIGNS, AND HOW THEY ADD UP");
  if (!what.is_sum) {
    for (const Evidence& evidence : all.incident.evidence)
      page.line(page.paragraph(evidence.text), 2, 2);
    return page.line(
        "Attacks from outside are judged by how far they pass their thresholds, not by a sum.", 2);
  }
  page.verbatim(fmt::format("{:>6}  {:>6}  {}", "adds", "sum", "sign"), 2);
  page.verbatim(fmt::format("{:>6}  {:>+6.2f}  {}", "", kPrior,
                            "where every mailing starts: one in twenty is abuse"),
                2);
  for (const AddedSign& sign : what.signs) {
    std::string name = sign.evidence->signal;
    name += fmt::format(" ({:+.1f} at full strength)", sign.full_weight);
    page.verbatim(fmt::format("{:>+6.2f}  {:>+6.2f}  {}", sign.evidence->weight, sign.sum, name),
                  2);
    page.line(page.paragraph(sign.evidence->text), 18);
  }
  page.line(fmt::format("Confidence: 1 / (1 + e^{:.2f}) = {:.3f}", -what.sum, what.confidence), 2);
  if (what.held_at < 1)
    page.line(fmt::format("held at {:.2f}: {}", what.held_at,
                          what.held_at == kLogOnly
                              ? "nothing but main-log lines speaks of it, and a local user can "
                                "write those"
                              : "there is no older log to tell what is usual"),
              2);
}

std::string effect_of(const Change& change) {
  return fmt::format("{} ({:+.1f}: {:.2f}{})", change.signal, change.by, change.confidence,
                     change.ends_incident ? ", no incident" : "");
}

void write_changes(Page& page, std::string_view words, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  std::string text(words);
  const std::size_t rows = std::min(changes.size(), page.most(6));
  for (std::size_t i = 0; i < rows; ++i)
    text += (i == 0 ? " " : ", ") + together(effect_of(changes[i]));
  if (rows < changes.size()) text += fmt::format(", and {} more (-v)", changes.size() - rows);
  page.line(text + ".", 2, 2);
}

void write_what_if(Page& page, const Explanation& all) {
  const WhatIf& what = all.what_if;
  page.heading("WHAT WOULD CHANGE THE VERDICT");
  if (!what.is_sum) {
    const Incident& incident = all.incident;
    return page.line(
        fmt::format("It is judged by number, not by signs: {} of these events were seen, and {} "
                    "make an incident; fewer would be none. What comes from addresses that were "
                    "honest before is not counted.",
                    number_text(incident.events), number_text(incident.events_needed)),
        2, 2);
  }
  page.line(fmt::format("An incident needs {:.1f}, which is a sum of 0; this one is {:.2f} {} it.",
                        kIncident, std::abs(what.sum), what.sum < 0 ? "below" : "above"),
            2);
  std::string needed;
  for (const std::string& name : what.needed) needed += (needed.empty() ? "" : ", ") + name;
  page.line(fmt::format("It would be none without {}: {}.",
                        what.needed.size() == 1 ? "this sign" : "these signs together", needed),
            2, 2);
  write_changes(page, "Without one sign:", what.without);
  write_changes(page, "Absent signs of innocence, were they fully there:", what.lower);
  write_changes(page, "Absent signs of abuse, were they fully there:", what.raise);
  if (what.held_at == kLogOnly)
    page.line(
        "A second witness (a queued message, a request, PHP's or Dovecot's log) would lift "
        "what holds it down.",
        2, 2);
  if (what.held_at == kNoHistory)
    page.line("Older segments of the main log would lift what holds it down.", 2, 2);
}

void write_ruled_out(Page& page, const Explanation& all) {
  if (all.incident.ruled_out.empty()) return;
  page.heading("RULED OUT");
  for (const std::string& text : all.incident.ruled_out)
    page.line("- " + page.paragraph(text), 2, 2);
}

// Numbered as `plan` and `apply --only` number the steps.
// What was made printable is another line, and would do something else.
void write_shell(Page& page, const std::string& shell, std::size_t indent) {
  if (shown(shell, page.style()) == shell && shell.size() <= kLongestShell)
    return page.verbatim("$ " + shell, indent);
  page.line("(a line that cannot be shown here as it is: --json has it)", indent);
}

void write_plan(Page& page, const Explanation& all) {
  const std::vector<PlannedAction>& plan = all.incident.plan;
  if (plan.empty()) return;
  page.heading("THE PLAN (nothing was changed)");
  std::size_t step = 0;
  for (std::size_t row = 0; row < plan.size(); ++row) {
    const bool goes_on = row > 0 && shares_step(plan[row - 1], plan[row]);
    const std::string number = goes_on ? "" : fmt::format("{:>2} ", ++step);
    page.line(number + action_text(page, plan[row], all.incident), goes_on ? 3 : 0, 3);
    const bool is_said = goes_on && plan[row].effect == plan[row - 1].effect;
    const std::string why = plan[row].reason + (is_said ? "" : "; " + plan[row].effect);
    page.line(page.ink(page.sentence(why), Ink::dim), 5);
    if (const auto shell = whole_shell(plan[row], all.incident)) write_shell(page, *shell, 5);
  }
  page.line(fmt::format("In what such a line falls short of apply: queuehound plan {} --shell",
                        all.incident.id),
            2);
}

void write_sample(Page& page, const Explanation& all) {
  if (all.sample_id.empty()) return;
  page.heading(fmt::format("ONE MESSAGE FROM START TO END: {}", page.name(all.sample_id)));
  write_life(page, all.sample);
}

void write_by_hand(Page& page, const Explanation& all) {
  page.heading("THE SAME BY HAND");
  for (const HandCommand& command : all.by_hand) {
    page.line(fmt::format("{}{}:", page.paragraph(command.what),
                          command.changes ? page.ink(" (changes the queue)", Ink::yellow) : ""),
              2, 2);
    write_shell(page, command.shell, 4);
  }
}

void write_after(Page& page, const Explanation& all) {
  page.heading("AFTER IT IS STOPPED");
  std::size_t number = 0;
  for (const std::string& step : all.after.steps)
    page.line(fmt::format("{:>2} {}", ++number, page.paragraph(step)), 0, 3);
  if (all.after.ask.empty()) return;
  page.blank();
  page.line(all.after.address_is_known
                ? fmt::format("Is {} listed? An answer 127.0.0.x is a yes, none is a no:",
                              page.name(all.after.asked_for))
                : std::string("Is your address listed? Put it in place of 192.0.2.1, its four "
                              "numbers in reverse; an answer 127.0.0.x is a yes, none is a no:"),
            2);
  for (const BlocklistQuestion& question : all.after.ask) {
    page.line(fmt::format("{}: {}", question.list->name, question.list->removal), 2, 2);
    write_shell(page, question.shell, 4);
  }
}

}  // namespace

std::string explain_text(const Explanation& explanation, const TextOptions& options) {
  Page page(options);
  write_first_lines(page, explanation);
  write_also_in(page, explanation);
  if (options.detail == TextDetail::brief) return page.take();
  write_incident_facts(page, explanation.incident, explanation.result);
  write_chain(page, explanation);
  write_sample(page, explanation);
  write_signs(page, explanation);
  write_ruled_out(page, explanation);
  write_what_if(page, explanation);
  write_plan(page, explanation);
  write_after(page, explanation);
  write_by_hand(page, explanation);
  write_notes(page, "", explanation.result.notes);
  return page.take();
}

std::string advice_text(const Explanation& explanation, const TextOptions& options) {
  Page page(options);
  write_first_lines(page, explanation);
  write_after(page, explanation);
  return page.take();
}

}  // namespace queuehound
