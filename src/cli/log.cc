#include <fmt/format.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>

#include "cli/clock.h"
#include "cli/live.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/undo.h"
#include "mail/asked_subject.h"
#include "remedy/plan.h"
#include "remedy/shell_quote.h"
#include "report/journal_report.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostLooks = 200;  // at the world, for the newest that are done

std::optional<Time> known(Time time) { return time == Time{} ? std::nullopt : std::optional(time); }

ActionLine line_of(const JournalledAction& row) {
  ActionLine line;
  line.id = row.id();
  if (row.plan != 0) line.plan = JournalledPlan{.number = row.plan}.id();
  line.action = row.action;
  line.state = state_name(row.state);
  line.text = row.text;
  line.who = row.who;
  line.undone_by = row.undone_by;
  line.begun = known(row.begun);
  line.ended = known(row.ended);
  line.undone = known(row.undone);
  return line;
}

PlanLine line_of(const JournalledPlan& plan) {
  return {plan.id(),
          plan.incident,
          plan.subject,
          plan.created,
          plan.valid_until,
          known(plan.applied),
          known(plan.confirm_until),
          known(plan.confirmed)};
}

// A file that came back, a rule that somebody removed: seen by looking, not by the journal.
void look_again(const LiveServer& live, const std::optional<SettingsSlip>& slip,
                const std::vector<JournalledAction>& rows, std::vector<ActionLine>& lines) {
  std::size_t looks = 0;
  for (std::size_t at = rows.size(); at-- > 0 && looks < kMostLooks;) {
    const JournalledAction& row = rows[at];
    const Doing* doing = doing_of(row.action.kind);
    if (row.state != ActionState::done || doing == nullptr || doing->verify == nullptr) continue;
    if (slip && waits_for_settings(*slip, row)) continue;
    ++looks;
    const auto found = doing->verify(live, row.action, row.before, row.after);
    if (!found) lines[at].now = found.error().text;
  }
}

Result<JournalReport> read_report(const Options& options) {
  JournalReport report;
  report.at = clock_now();
  if (!options.operands.empty()) report.asked = options.operands.front();
  const auto journal = TRY(Journal::open_to_read(options.state.directory));
  const std::vector<JournalledAction> rows =
      options.operands.empty() ? TRY(journal.actions({}))
                               : TRY(named_actions(journal, options.operands.front()));
  for (const JournalledAction& row : rows) report.actions.push_back(line_of(row));
  for (const JournalledPlan& plan : TRY(journal.plans())) report.plans.push_back(line_of(plan));
  const auto view = TRY(find_server_of(options.scan, Slips::are_told));
  report.zone = view->server.zone;
  if (options.scan.is_live() && ::geteuid() == 0)
    look_again(live_of(*view, options), view->slip, rows, report.actions);
  return report;
}

// Nothing was ever changed here: the journal is not there yet.
JournalReport report_of_nothing(const Options& options) {
  JournalReport report;
  report.at = clock_now();
  report.no_journal_in = options.state.directory;
  if (const auto view = find_server_of(options.scan, Slips::are_told))
    report.zone = (*view)->server.zone;
  return report;
}

bool is_strange(const Options& options) {
  return !options.operands.empty() && !parse_asked_subject(options.operands.front());
}

// A change or a plan that never was: a slip of the finger, and no reason to think of nothing done.
bool names_nothing(const Options& options, const JournalReport& report) {
  if (options.operands.empty() || !report.actions.empty()) return false;
  const std::string& typed = options.operands.front();
  return parse_journal_id('A', typed) || parse_journal_id('P', typed);
}

// The journal that stands at its usual place is this server's: what it tells is no word about a
// copy.
bool is_of_this_server(const Options& options) {
  return options.scan.is_live() || options.state.directory != kStateDirectory;
}

int refuse_copy(const Options& options) {
  std::array<char, PATH_MAX> whole{};
  const bool is_found = ::realpath(options.scan.root.c_str(), whole.data()) != nullptr;
  const std::string root = is_found ? whole.data() : options.scan.root;
  complain(
      "log shows the journal of the server it runs on, and --root names a copy of another: say "
      "with --state where its journal lies",
      fmt::format("queuehound log --root {0} --state {0}{1}", shell_quote(root), kStateDirectory));
  return 2;
}

}  // namespace

int run_log(const Options& options) {
  if (!is_of_this_server(options)) return refuse_copy(options);
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  auto report = read_report(options);
  if (!report && report.error().kind == Error::Kind::gone) report = report_of_nothing(options);
  if (!report) {
    if (report.error().kind == Error::Kind::denied)
      complain("the journal is root's alone: " + report.error().text, "sudo queuehound log");
    else
      complain(report.error().text, is_strange(options) ? "queuehound log --help" : "");
    return 2;
  }
  const bool is_unknown = names_nothing(options, *report);
  if (options.scan.json) return put_results(journal_json(*report)) ? (is_unknown ? 1 : 0) : 2;
  if (is_unknown) {
    complain("the journal holds no " + options.operands.front(), "queuehound log");
    return 1;
  }
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  return put_text(journal_text(*report, style), terminal) ? 0 : 2;
}

}  // namespace queuehound
