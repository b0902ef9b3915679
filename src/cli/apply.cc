#include "cli/apply.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/changing.h"
#include "cli/find_incident.h"
#include "cli/guard.h"
#include "cli/letter.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/planned.h"
#include "cli/watch_actor.h"
#include "remedy/actions.h"
#include "report/numbers.h"

namespace queuehound {
namespace {

constexpr int kNotAll = 1, kFailed = 2, kChanged = 4;

using Stop = std::optional<int>;  // the exit status, where it ends here; complained about already

struct Run {
  const Options& options;
  Terminal terminal;
  TextStyle style;
  std::optional<Guard> guard = {};
  std::optional<Judged> judged = {};
  const Incident* incident = nullptr;       // as it is now; null: there is none any more
  std::optional<JournalledPlan> plan = {};  // as saved earlier, or saved now
  std::vector<JournalledAction> rows = {};  // of a plan saved earlier
  std::vector<Action> fresh = {};           // of one that is yet to be saved
};

Stop stop(int status, std::string_view text, std::string_view next = {}) {
  complain(text, next);
  return status;
}

bool is_cut_off(const JournalledAction& row) {
  return row.state == ActionState::begun || row.state == ActionState::undoing;
}

Result<> load_plan(Run& run, std::int64_t number) {
  const auto journal = TRY(Journal::open_to_read(run.options.state.directory));
  run.plan = TRY(journal.plan(number));
  run.rows = TRY(journal.actions({.plan = number}));
  if (run.plan) return {};
  return fail(Error::Kind::gone, fmt::format("the journal knows no P-{}", number));
}

// The incident the operand means, as the server is now.
Stop judge_now(Run& run) {
  const auto subject =
      parse_asked_subject(run.plan ? run.plan->incident : run.options.operands.front());
  if (!subject) return stop(kFailed, subject.error().text, "queuehound apply --help");
  run.judged = judge_for(run.options, run.terminal);
  if (!run.judged) return kFailed;
  run.incident = find_incident(run.judged->result, run.judged->reading->survey.ledger, *subject);
  if (run.incident == nullptr && !run.plan) return no_such_incident(run.judged->result, *subject);
  if (run.plan) return {};
  auto chosen = choose_steps(*run.incident, run.options.plan);
  if (!chosen) return stop(kFailed, chosen.error().text, "queuehound plan " + run.incident->id);
  run.fresh = *std::move(chosen);
  return {};
}

// Whether a saved plan may still be applied as it is. Steps that were cut off are always carried to
// their end: leaving them would be worse than any change since.
Stop check_plan(const Run& run) {
  if (!run.plan || std::ranges::any_of(run.rows, is_cut_off)) return {};
  const std::string id = run.plan->id(), again = "queuehound plan " + run.plan->incident;
  const bool is_open = std::ranges::any_of(run.rows, [](const JournalledAction& row) {
    return row.state == ActionState::planned || row.state == ActionState::failed;
  });
  if (!is_open)
    return stop(0, id + " is applied already: nothing is left to do", "queuehound log " + id);
  if (clock_now() > run.plan->valid_until)
    return stop(kChanged, id + " is too old to be applied as it is; nothing was changed", again);
  if (run.incident == nullptr)
    return stop(
        kChanged,
        fmt::format("the incident of {} ({}) is gone; nothing was changed", id, run.plan->subject),
        "queuehound scan");
  if (const std::string changed = changed_facts(run.plan->facts, *run.incident); !changed.empty())
    return stop(kChanged,
                fmt::format("the facts of {} changed since; nothing was changed: {}", id, changed),
                again);
  return {};
}

bool is_chosen(const Run& run, std::size_t number) {
  const auto& only = run.options.plan.only;
  return run.rows.empty() || only.empty() || std::ranges::find(only, number) != only.end();
}

std::vector<Action> steps_of(const Run& run) {
  std::vector<Action> steps = run.fresh;
  for (std::size_t at = 0; at < run.rows.size(); ++at)
    if (is_chosen(run, at + 1)) steps.push_back(run.rows[at].action);
  return steps;
}

Stop ask_for_it(const Run& run) {
  if (run.options.apply.yes) return {};
  const std::vector<Action> steps = steps_of(run);
  const bool can_ask = ::isatty(STDIN_FILENO) != 0 && !run.options.scan.json;
  if (can_ask && run.incident != nullptr) {
    PlanReport report = report_plan(*run.judged, *run.incident, steps, run.options);
    if (run.plan) report.id = run.plan->id();
    report.not_saved_because = "that comes with your yes";
    if (!put_results(plan_text(report, run.style))) return kFailed;
  }
  const auto answer =
      can_ask ? ask(fmt::format("Apply {}?", count_text(steps.size(), "step"))) : std::nullopt;
  if (!answer)
    return stop(kFailed, "nobody sits at a terminal to say yes: nothing was changed",
                fmt::format("queuehound apply {} --yes", run.options.operands.front()));
  if (!*answer) return stop(kNotAll, "nothing was changed");
  return {};
}

// The journal first, then the guard has it, and only then may anything change.
Result<> arm_guard(Run& run, Journal& journal) {
  const Time now = clock_now();
  Time until = run.plan->confirm_until;  // of an earlier run that still waits
  if (run.plan->confirmed != Time{}) until = {};
  if (run.guard) until = now + run.options.apply.confirm_within;
  TRY(journal.mark_applied(run.plan->number, now, until));
  run.plan->confirm_until = until;
  return run.guard ? run.guard->arm(run.plan->number, until) : Result<>{};
}

// The queue went on growing since the plan was made: what is the actor's spam now is what is meant.
Result<> choose_messages(const Run& run, Journal& journal, JournalledAction& row) {
  const bool is_about_messages = row.action.kind == ActionKind::freeze_messages ||
                                 row.action.kind == ActionKind::quarantine_messages;
  if (!is_about_messages || row.state != ActionState::planned || run.incident == nullptr) return {};
  row.action.messages = run.incident->quarantine;
  return journal.choose_messages(row.number, row.action.messages);
}

// The owner's letter, with what was done so far; made now, since it tells of the steps before it.
void choose_letter(const Run& run, JournalledAction& row) {
  const bool is_asked_for = run.options.apply.send_letters && run.incident != nullptr;
  if (!is_asked_for || row.action.kind != ActionKind::advise) return;
  const Letter letter = letter_about(*run.incident, *run.judged->reading->view, Audience::owner,
                                     run.options.state.directory);
  for (const auto& [name, value] : letter_details(letter)) row.action.details[name] = value;
  row.action.details["send"] = "yes";
}

// A secret is shown once and is nowhere else; JSON goes to programs and their logs, so it is not
// for that.
void show(const Run& run, const StepOutcome& outcome, const Performed& performed) {
  const bool is_json = run.options.scan.json;
  if (!is_json) (void)put_results(outcome_line(outcome, run.style));
  for (const auto& [name, secret] : performed.secrets)
    (void)write_all(is_json ? STDERR_FILENO : STDOUT_FILENO,
                    fmt::format("            the new {}, shown this once: {}\n", name, secret));
}

// Each step stands alone: what comes of one never stops the next. An Error: the journal failed.
Result<> do_steps(const Run& run, Journal& journal, OutcomeReport& report) {
  auto rows = TRY(journal.actions({.plan = run.plan->number}));
  const bool only_finish = run.incident == nullptr;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    JournalledAction& row = rows[at];
    if (!is_chosen(run, at + 1) || (only_finish && !is_cut_off(row))) continue;
    TRY(choose_messages(run, journal, row));
    choose_letter(run, row);
    const LiveServer live = live_of(*run.judged->reading->view, run.options);
    const Performed performed = row.state == ActionState::undoing
                                    ? TRY(take_back(live, journal, row))
                                    : TRY(perform(live, journal, row));
    StepOutcome outcome = outcome_of(performed, row.action);
    show(run, outcome, performed);
    report.steps.push_back(std::move(outcome));
  }
  return {};
}

Result<OutcomeReport> carry_out(Run& run) {
  const LiveServer live = live_of(*run.judged->reading->view, run.options);
  Journal journal = TRY(open_to_change(live));
  if (!run.plan) run.plan = TRY(save_plan(journal, *run.incident, run.fresh));
  OutcomeReport report{.schema = "queuehound/apply/1",
                       .plan = run.plan->id(),
                       .at = live.now,
                       .zone = run.judged->result.zone,
                       .steps = {}};
  TRY(arm_guard(run, journal));
  if (run.plan->confirm_until != Time{}) report.confirm_until = run.plan->confirm_until;
  TRY(do_steps(run, journal, report));
  return report;
}

void watch(const Run& run, OutcomeReport& report) {
  const seconds wait = run.options.apply.watch;
  if (wait == seconds(0) || run.incident == nullptr) return;
  report.watched = wait;
  report.new_messages =
      new_messages_of(*run.incident, clock_now(), wait, run.options, run.terminal);
}

std::string closing_words(const Run& run, const OutcomeReport& report) {
  std::string text;
  if (report.new_messages) {
    const bool is_quiet = *report.new_messages == 0;
    text +=
        fmt::format(" {}         {} from this actor in {}{}\n",
                    inked(is_quiet ? "ok" : "!!", is_quiet ? Ink::green : Ink::red, run.style),
                    is_quiet ? "no new message" : count_text(*report.new_messages, "new message"),
                    duration_text(report.watched),
                    is_quiet ? "" : ": it is not stopped; queuehound explain " + run.incident->id);
  }
  if (report.confirm_until)
    text += fmt::format(
        "Keep it? queuehound confirm {}; otherwise blocks and logins are undone at {}\n",
        report.plan, clock_text(*report.confirm_until, report.at, report.zone));
  return text + fmt::format("Undo all of it: queuehound undo {}\n", report.plan);
}

int status_of(const OutcomeReport& report) {
  const bool is_whole = std::ranges::all_of(
      report.steps, [](const StepOutcome& step) { return step.mark == StepOutcome::Mark::ok; });
  return is_whole && report.new_messages.value_or(0) == 0 ? 0 : kNotAll;
}

}  // namespace

int run_apply(const Options& options) {
  if (!may_change("apply", options)) return kFailed;
  Run run{options, decide_display(options.scan.display, read_environment()), {}};
  run.style = {run.terminal.width, run.terminal.utf8, run.terminal.colour};
  if (options.apply.confirm_within > seconds(0)) {
    auto guard = Guard::start(options);  // first: it must not inherit what is read and opened later
    if (!guard) return *stop(kFailed, guard.error().text);
    run.guard = *std::move(guard);
  }
  if (const auto number = parse_journal_id('P', options.operands.front()))
    if (const auto loaded = load_plan(run, *number); !loaded)
      return *stop(kFailed, loaded.error().text, "queuehound log");
  if (const Stop end = judge_now(run)) return *end;
  if (const Stop end = check_plan(run)) return *end;
  if (const Stop end = ask_for_it(run)) return *end;
  auto report = carry_out(run);
  if (!report) return *stop(kFailed, report.error().text);
  watch(run, *report);
  const std::string words = options.scan.json ? outcome_json(*report) : closing_words(run, *report);
  return put_results(words) ? status_of(*report) : kFailed;
}

}  // namespace queuehound
