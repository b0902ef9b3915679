#include "cli/apply.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "apply/confirmation.h"
#include "base/text.h"
#include "cli/changing.h"
#include "cli/clock.h"
#include "cli/find_incident.h"
#include "cli/guard.h"
#include "cli/interruption.h"
#include "cli/letter.h"
#include "cli/live.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/planned.h"
#include "cli/watch_actor.h"
#include "remedy/actions.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/numbers.h"
#include "verdict/roles.h"

namespace queuehound {
namespace {

constexpr int kNotAll = 1, kFailed = 2, kChanged = 4;
constexpr std::string_view kEndingStep =
    "\nending this step first; again stops at once, and the same apply carries on from there\n";

using Stop = std::optional<int>;  // the exit status, where it ends here; complained about already

struct Run {
  const Options& options;
  Terminal terminal;
  TextStyle style;
  std::optional<Guard> guard = {};
  std::optional<Judged> judged = {};
  const Incident* incident = nullptr;       // as it is now; null: there is none any more
  std::optional<JournalledPlan> plan = {};  // as saved earlier, or saved now
  std::vector<JournalledAction> rows = {};  // of a plan saved earlier, those that are meant
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
  const auto journal = Journal::open_to_read(run.options.state.directory);
  if (journal) run.plan = TRY(journal->plan(number));
  if (!journal && journal.error().kind != Error::Kind::gone)
    return std::unexpected(journal.error());
  if (!run.plan) return fail(Error::Kind::gone, fmt::format("there is no plan P-{} here", number));
  const auto all = TRY(journal->actions({.plan = number}));
  run.rows = TRY(choose_rows(*run.plan, all, run.options.plan));
  return {};
}

// Only for who did it: somebody a mailing was written to is no reason to act on its sender.
Stop refuse_bystander(const Run& run, const AskedSubject& subject) {
  const auto role = role_in(*run.incident, run.judged->ledger(), subject);
  if (role == Role::culprit) {
    const auto others =
        std::ranges::count_if(run.judged->result.incidents, [&](const Incident& other) {
          return role_in(other, run.judged->ledger(), subject) == Role::culprit;
        });
    if (others < 2) return {};
  }
  std::string text = role == Role::culprit
                         ? subject.text() + " is behind more than one incident: apply one by its id"
                         : fmt::format(
                               "{} is not who did it, but {} of an incident: apply that "
                               "by its id, if it is meant",
                               subject.text(), role ? role_name(*role) : "part");
  for (const Incident& other : run.judged->result.incidents)
    if (role_in(other, run.judged->ledger(), subject))
      text += "\n  " + other.id + " " + to_printable(other.actor_subject());
  return stop(kFailed, text, "queuehound plan " + run.incident->id);
}

// The incident the operand means, as the server is now.
Stop judge_now(Run& run) {
  auto asked = parse_asked_incident(run.plan ? run.plan->incident : run.options.operands.front());
  if (!asked) return stop(kFailed, asked.error().text, "queuehound apply --help");
  run.judged = judge_for(run.options, run.terminal);
  if (!run.judged && was_interrupted()) return stop(kInterrupted, "nothing was changed");
  if (!run.judged) return kFailed;
  const auto found = find_incident(run.judged->result, run.judged->ledger(), *asked);
  if (!found) return stop(kFailed, found.error().text, "queuehound apply --help");
  run.incident = *found;
  if (run.plan) return {};
  if (run.incident == nullptr) return no_such_incident(run.judged->result, *asked->subject);
  if (const Stop end = refuse_bystander(run, *asked->subject)) return end;
  auto chosen = choose_steps(*run.judged, *run.incident, run.options.plan);
  if (!chosen) return stop(kFailed, chosen.error().text, "queuehound plan " + run.incident->id);
  run.fresh = *std::move(chosen);
  return {};
}

// Exim may have been busy with messages that were meant: the same step takes them later.
bool is_open(const JournalledAction& row) {
  return row.state == ActionState::planned || row.state == ActionState::failed || has_rest(row);
}

Stop nothing_to_do(const Run& run) {
  const std::string id = run.plan->id();
  const bool is_undone = std::ranges::any_of(
      run.rows, [](const JournalledAction& row) { return row.state == ActionState::undone; });
  if (is_undone)
    return stop(kChanged,
                fmt::format("{} was applied and then undone: nothing of it was done again", id),
                "queuehound plan " + run.plan->incident);
  return stop(0, id + " is applied already: nothing is left to do", "queuehound log " + id);
}

// Whether a saved plan may still be applied as it is. Steps that were cut off are always carried to
// their end: leaving them would be worse than any change since.
Stop check_plan(const Run& run) {
  if (!run.plan || std::ranges::any_of(run.rows, is_cut_off)) return {};
  const std::string id = run.plan->id(), again = "queuehound plan " + run.plan->incident;
  if (!std::ranges::any_of(run.rows, is_open)) return nothing_to_do(run);
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

bool is_chosen(const Run& run, const JournalledAction& row) {
  return run.rows.empty() ||
         std::ranges::find(run.rows, row.number, &JournalledAction::number) != run.rows.end();
}

std::vector<Action> steps_of(const Run& run) {
  std::vector<Action> steps = run.fresh;
  for (const JournalledAction& row : run.rows) steps.push_back(row.action);
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
    return stop(
        kFailed, "nobody sits at a terminal to say yes: nothing was changed",
        fmt::format("queuehound apply {} --yes", shell_quote(run.options.operands.front())));
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
  if (row.state != ActionState::planned || run.incident == nullptr) return {};
  choose_messages(*run.judged, *run.incident, row.action);
  return row.action.messages.empty() ? Result<>{} : journal.choose_messages(row.number, row.action);
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
  for (const auto& [name, secret] : performed.secrets) {
    const std::string line =
        fmt::format("            the new {}, shown this once: {}\n", name, secret);
    // A full disk or a reader that left must not make it a password that nobody knows.
    if (is_json || !write_all(STDOUT_FILENO, line)) (void)write_all(STDERR_FILENO, line);
  }
}

// What a person let go from quarantine since is not taken again.
Result<> leave_released(const Journal& journal, JournalledAction& row) {
  if (!has_rest(row)) return {};
  for (const Record& noted : TRY(journal.progress(row.number)))
    if (const auto released = noted.find("release"); released != noted.end()) {
      std::string_view rest = released->second;
      while (!rest.empty()) std::erase(row.action.messages, cut(rest, '\n'));
    }
  return {};
}

// Done about the same incident before, and still so: a second new password would only lock its
// owner out. Not where --with asks for it by name.
Result<std::optional<StepOutcome>> done_before(const LiveServer& live, const Run& run,
                                               const Journal& journal,
                                               const JournalledAction& row) {
  const auto& with = run.options.plan.with;
  const Doing* doing = doing_of(row.action.kind);
  const bool is_again = row.action.kind == ActionKind::block_address ||
                        !row.action.messages.empty() || row.action.kind == ActionKind::advise ||
                        row.action.kind == ActionKind::stop_process ||
                        std::ranges::find(with, action_name(row.action.kind)) != with.end();
  if (is_again || row.state != ActionState::planned || doing == nullptr || !doing->verify)
    return std::nullopt;
  const auto earlier = TRY(journal.actions(
      {.incident = row.action.incident, .kind = row.action.kind, .states = {ActionState::done}}));
  for (const JournalledAction& one : earlier) {
    if (one.action.target != row.action.target) continue;
    const auto holds = doing->verify(live, one.action, one.before, one.after);
    if (!holds) continue;
    return StepOutcome{StepOutcome::Mark::ok,
                       one.id(),
                       std::string(state_name(one.state)),
                       row.action,
                       "done already, and left as it is: " + one.text,
                       *holds};
  }
  return std::nullopt;
}

// A step of this plan that somebody took back: what is told of it is not what was done just now.
StepOutcome taken_back(const Run& run, const JournalledAction& row) {
  return {StepOutcome::Mark::not_possible,
          row.id(),
          std::string(state_name(row.state)),
          row.action,
          "was undone, and a plan does nothing twice: queuehound plan " + run.plan->incident,
          ""};
}

// Each step stands alone: what comes of one never stops the next. Somebody's Ctrl-C does: a step
// that was begun is ended first, or its new password would be known to nobody. An Error: the
// journal failed.
Result<> do_steps(const Run& run, Journal& journal, OutcomeReport& report) {
  auto rows = TRY(journal.actions({.plan = run.plan->number}));
  const bool only_finish = run.incident == nullptr;
  for (JournalledAction& row : rows) {
    if (!is_chosen(run, row) || (only_finish && !is_cut_off(row))) continue;
    if (was_interrupted()) {
      ++report.left_out;
      continue;
    }
    if (row.state == ActionState::undone) {
      report.steps.push_back(taken_back(run, row));
      show(run, report.steps.back(), {});
      continue;
    }
    TRY(choose_messages(run, journal, row));
    TRY(leave_released(journal, row));
    choose_letter(run, row);
    const LiveServer live = live_of(*run.judged->reading->view, run.options);
    if (auto before = TRY(done_before(live, run, journal, row))) {
      show(run, *before, {});
      report.steps.push_back(*std::move(before));
      continue;
    }
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
  if (wait == seconds(0) || run.incident == nullptr || was_interrupted()) return;
  report.watched = wait;
  report.new_messages =
      new_messages_of(*run.incident, clock_now(), wait, run.options, run.terminal);
  if (!report.new_messages) report.watched = seconds(0);
}

// Only what may lock somebody out is ever taken back for want of a word.
bool waits_for_a_word(const OutcomeReport& report) {
  return report.confirm_until && std::ranges::any_of(report.steps, [](const StepOutcome& step) {
           return needs_confirmation(step.action.kind) &&
                  step.mark != StepOutcome::Mark::not_possible;
         });
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
  if (waits_for_a_word(report))
    text += fmt::format(
        "Keep it? queuehound confirm {}; otherwise blocks and logins are undone at {}\n",
        report.plan, clock_text(*report.confirm_until, report.at, report.zone));
  return text + fmt::format("Undo all of it: queuehound undo {}\n", report.plan);
}

int status_of(const OutcomeReport& report) {
  if (was_interrupted()) return kInterrupted;
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
      return *stop(
          kFailed, loaded.error().text,
          loaded.error().kind == Error::Kind::gone ? "queuehound log" : "queuehound apply --help");
  if (!run.plan && refuse_journal_id(options.operands.front())) return kFailed;
  if (const Stop end = judge_now(run)) return *end;
  if (const Stop end = check_plan(run)) return *end;
  if (const Stop end = ask_for_it(run)) return *end;
  const Interruptible interruptible(kEndingStep);
  auto report = carry_out(run);
  if (!report) return *stop(kFailed, report.error().text);
  watch(run, *report);
  if (report->left_out > 0)
    complain(fmt::format("interrupted: {} of {} not begun", count_text(report->left_out, "step"),
                         report->plan),
             fmt::format("queuehound apply {} goes on with it", report->plan));
  const std::string words = options.scan.json ? outcome_json(*report) : closing_words(run, *report);
  return put_results(words) ? status_of(*report) : kFailed;
}

}  // namespace queuehound
