#include "cli/undo.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "apply/confirmation.h"
#include "base/text.h"
#include "cli/changing.h"
#include "cli/interruption.h"
#include "cli/live.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/read_server.h"
#include "mail/asked_subject.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/numbers.h"

namespace queuehound {
namespace {

constexpr int kNotAll = 1, kFailed = 2, kChanged = 4;
constexpr std::string_view kEndingChange =
    "\nending this change first; again stops at once, and the same undo carries on from there\n";

bool can_be_undone(const JournalledAction& row) {
  return row.state != ActionState::planned && row.state != ActionState::undone &&
         row.action.kind != ActionKind::advise;  // a letter cannot be unwritten
}

// Newest first: later changes may stand on earlier ones.
Result<std::vector<JournalledAction>> rows_to_undo(const Journal& journal,
                                                   const std::string& operand) {
  auto named = TRY(named_actions(journal, operand));
  if (named.empty())
    return fail(Error::Kind::gone,
                fmt::format("the journal holds no change for {}", to_printable(operand)));
  if (std::ranges::none_of(
          named, [](const JournalledAction& row) { return row.state != ActionState::planned; }))
    return fail(Error::Kind::gone,
                fmt::format("{} was planned and never done: there is nothing to undo",
                            to_printable(operand)));
  std::erase_if(named, [](const JournalledAction& row) { return !can_be_undone(row); });
  std::ranges::reverse(named);
  return named;
}

// What cannot be touched while the settings cannot be read.
StepOutcome left_to_settings(const JournalledAction& row, const SettingsSlip& slip) {
  return {StepOutcome::Mark::wrong,
          row.id(),
          std::string(state_name(row.state)),
          row.action,
          why_it_waits(slip, deciding_key(row)),
          ""};
}

Result<StepOutcome> undo_one(const LiveServer& live, Journal& journal, const JournalledAction& row,
                             const Options& options, bool& is_changed) {
  const Performed performed =
      TRY(take_back(live, journal, row, {.force = options.undo.force, .who = {}}));
  StepOutcome outcome = outcome_of(performed, row.action);
  if (performed.state == ActionState::undone) return outcome;
  outcome.mark = StepOutcome::Mark::wrong;
  is_changed |= performed.why == Error::Kind::refused;
  return outcome;
}

int show_difference(const LiveServer& live, const std::vector<JournalledAction>& rows,
                    const Options& options, const TextStyle& style) {
  std::string text;
  OutcomeReport report{.schema = "queuehound/undo/1",
                       .plan = {},
                       .at = live.now,
                       .zone = live.server.zone,
                       .steps = {}};
  bool is_changed = false;
  for (const JournalledAction& row : rows) {
    const Doing* doing = doing_of(row.action.kind);
    const std::string lines = doing != nullptr && doing->difference != nullptr
                                  ? doing->difference(live, row.action, row.before, row.after)
                                  : "";
    text += fmt::format("{} {}: {}\n", row.id(), step_words(row.action, style),
                        lines.empty() ? "as it was left" : "changed since");
    std::string_view rest = lines;
    while (!rest.empty()) text += fmt::format("    {}\n", to_printable(cut(rest, '\n')));
    is_changed |= !lines.empty();
    report.steps.push_back({lines.empty() ? StepOutcome::Mark::ok : StepOutcome::Mark::wrong,
                            row.id(), std::string(state_name(row.state)), row.action,
                            lines.empty() ? "as it was left" : lines, ""});
  }
  if (!put_results(options.scan.json ? outcome_json(report) : text)) return kFailed;
  return is_changed ? kChanged : 0;
}

// The exit status where it is not; nothing: it is.
std::optional<int> why_unwanted(const std::vector<JournalledAction>& rows, const Options& options) {
  if (options.undo.yes) return {};
  std::string question;
  for (const JournalledAction& row : rows)
    question +=
        fmt::format("  {} {}\n", row.id(), step_words(row.action, {.width = 100, .utf8 = true}));
  const auto answer = ask(fmt::format("{}Undo {}?", question, count_text(rows.size(), "change")));
  if (answer && *answer) return {};
  complain(
      answer ? "nothing was undone" : "nobody sits at a terminal to say yes: nothing was undone",
      answer ? "" : fmt::format("queuehound undo {} --yes", shell_quote(options.operands.front())));
  return answer ? kNotAll : kFailed;
}

Result<OutcomeReport> undo_all(const LiveServer& live, const std::optional<SettingsSlip>& slip,
                               const Options& options, const TextStyle& style, bool& is_changed) {
  const std::string& operand = options.operands.front();
  OutcomeReport report{.schema = "queuehound/undo/1",
                       .plan = parse_journal_id('P', operand) ? operand : "",
                       .at = live.now,
                       .zone = live.server.zone,
                       .steps = {}};
  Journal journal = TRY(open_to_change(live));
  for (const JournalledAction& row : TRY(rows_to_undo(journal, operand))) {
    if (was_interrupted()) {
      ++report.left_out;
      continue;
    }
    StepOutcome outcome = slip && waits_for_settings(*slip, row)
                              ? left_to_settings(row, *slip)
                              : TRY(undo_one(live, journal, row, options, is_changed));
    if (!options.scan.json) (void)put_results(outcome_line(outcome, style));
    report.steps.push_back(std::move(outcome));
  }
  return report;
}

int finish(const OutcomeReport& report, bool is_changed, const Options& options) {
  if (options.scan.json && !put_results(outcome_json(report))) return kFailed;
  if (report.left_out > 0) {
    complain(
        fmt::format("interrupted: {} not taken back yet", count_text(report.left_out, "change")),
        fmt::format("queuehound undo {} goes on with it", shell_quote(options.operands.front())));
    return kInterrupted;
  }
  if (is_changed) {
    complain("not all was put back: the lines marked !! say why",
             options.undo.force
                 ? "queuehound log " + shell_quote(options.operands.front())
                 : fmt::format("queuehound undo {} --diff, then --force where that is right",
                               shell_quote(options.operands.front())));
    return kChanged;
  }
  const bool is_whole = std::ranges::all_of(
      report.steps, [](const StepOutcome& step) { return step.mark == StepOutcome::Mark::ok; });
  return is_whole ? 0 : kNotAll;
}

int nothing_was_done(const Options& options) {
  complain(fmt::format("nothing was ever changed here: there is no journal in {}",
                       options.state.directory),
           "queuehound scan");
  return kFailed;
}

// Where nothing is to be undone for what was typed.
std::string next_after(const Error& error, const std::string& operand) {
  const auto subject = parse_asked_subject(operand);
  if (error.kind != Error::Kind::gone) return subject ? "" : "queuehound undo --help";
  const bool is_address = subject && subject->kind == AskedSubject::Kind::network;
  return is_address ? "queuehound block rm " + to_text(subject->network) : "queuehound log";
}

int give_up(const Error& error) {
  complain(error.text, error.kind == Error::Kind::gone ? "queuehound log" : "");
  return kFailed;
}

}  // namespace

int run_undo(const Options& options) {
  if (!may_change("undo", options)) return kFailed;
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  const std::string& operand = options.operands.front();
  std::vector<JournalledAction> rows;
  {  // a look first, without the lock
    const auto journal = Journal::open_to_read(options.state.directory);
    if (!journal && journal.error().kind == Error::Kind::gone) return nothing_was_done(options);
    if (!journal) return give_up(journal.error());
    auto found = rows_to_undo(*journal, operand);
    if (!found) {
      complain(found.error().text, next_after(found.error(), operand));
      return kFailed;
    }
    rows = *std::move(found);
  }
  if (rows.empty()) {
    complain(fmt::format("all of {} is undone already", to_printable(operand)), "queuehound log");
    return 0;
  }
  const auto view = find_server_of(options.scan, Slips::are_told);
  if (!view) return give_up(view.error());
  const LiveServer live = live_of(**view, options);
  if (options.undo.diff) return show_difference(live, rows, options, style);
  if (const auto status = why_unwanted(rows, options)) return *status;
  bool is_changed = false;
  const Interruptible interruptible(kEndingChange);
  const auto report = undo_all(live, (*view)->slip, options, style, is_changed);
  return report ? finish(*report, is_changed, options) : give_up(report.error());
}

namespace {

// What stands of the plan, for programs; people are told in a sentence.
int tell_programs(const LiveServer& live, const Journal& journal, const JournalledPlan& plan,
                  int status) {
  OutcomeReport report{.schema = "queuehound/confirm/1",
                       .plan = plan.id(),
                       .at = live.now,
                       .zone = live.server.zone,
                       .steps = {}};
  if (plan.confirm_until != Time{}) report.confirm_until = plan.confirm_until;
  const auto rows = journal.actions({.plan = plan.number});
  if (!rows) return give_up(rows.error());
  for (const JournalledAction& row : *rows)
    report.steps.push_back(
        {row.state == ActionState::done ? StepOutcome::Mark::ok : StepOutcome::Mark::wrong,
         row.id(), std::string(state_name(row.state)), row.action, row.text, ""});
  return put_results(outcome_json(report)) ? status : kFailed;
}

// Of what must be confirmed nothing stands any more: there is nothing left to keep.
Result<bool> is_taken_back(const Journal& journal, const JournalledPlan& plan) {
  using enum ActionState;
  bool is_any_undone = false;
  for (const JournalledAction& row : TRY(journal.actions({.plan = plan.number}))) {
    if (!needs_confirmation(row.action.kind)) continue;
    if (row.state == begun || row.state == done || row.state == failed) return false;
    is_any_undone |= row.state == undone || row.state == undoing;
  }
  return is_any_undone;
}

}  // namespace

int run_confirm(const Options& options) {
  if (!may_change("confirm", options)) return kFailed;
  const std::string& operand = options.operands.front();
  const auto number = parse_journal_id('P', operand);
  if (!number) {
    complain("confirm wants a plan's id, such as P-3", "queuehound log");
    return kFailed;
  }
  const auto view = find_server_of(options.scan, Slips::are_told);
  if (!view) return give_up(view.error());
  const LiveServer live = live_of(**view, options);
  if (const auto look = Journal::open_to_read(options.state.directory);
      !look && look.error().kind == Error::Kind::gone)
    return nothing_was_done(options);
  auto journal = open_to_change(live);
  if (!journal) return give_up(journal.error());
  const auto plan = journal->plan(*number);
  if (!plan) return give_up(plan.error());
  if (!*plan) return give_up({Error::Kind::gone, "the journal knows no " + operand});
  const JournalledPlan& row = **plan;
  const bool is_json = options.scan.json;
  if (row.confirm_until == Time{}) {
    if (is_json) return tell_programs(live, *journal, row, 0);
    complain(row.id() + " does not wait to be confirmed: what it did stays");
    return 0;
  }
  if (row.confirmed == Time{} && live.now >= row.confirm_until) {
    if (is_json) return tell_programs(live, *journal, row, kChanged);
    complain(row.id() + " was not confirmed in time: blocks and logins are undone",
             "queuehound plan " + row.incident);
    return kChanged;
  }
  const auto is_gone = is_taken_back(*journal, row);
  if (!is_gone) return give_up(is_gone.error());
  if (*is_gone) {
    if (is_json) return tell_programs(live, *journal, row, kChanged);
    complain(row.id() + ": its blocks and changes to logins are undone already",
             "queuehound log " + row.id());
    return kChanged;
  }
  if (const auto marked = journal->mark_confirmed(*number, live.now); !marked)
    return give_up(marked.error());
  if (is_json) return tell_programs(live, *journal, row, 0);
  return put_results(row.id() + " is confirmed: it stays\n  queuehound undo " + row.id() +
                     " puts it back\n")
             ? 0
             : kFailed;
}

}  // namespace queuehound
