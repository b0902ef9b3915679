#include "cli/plan.h"

#include <unistd.h>

#include "cli/find_incident.h"
#include "cli/named_actions.h"
#include "cli/output.h"
#include "cli/pager.h"
#include "cli/planned.h"

namespace queuehound {
namespace {

// Its own line of what to do next, as part of a sentence.
std::string in_one_line(std::string text) {
  constexpr std::string_view kNext = "\n  ";
  for (std::size_t at = text.find(kNext); at != text.npos; at = text.find(kNext, at))
    text.replace(at, kNext.size(), "; ");
  return text;
}

// Who may not write the journal still sees the plan; then it has no id, and says why.
void save_if_allowed(const Incident& incident, const std::vector<Action>& actions,
                     const Options& options, PlanReport& report) {
  if (!options.scan.is_live()) {
    report.not_saved_because = "it is about a copied tree";
    return;
  }
  if (::geteuid() != 0) {
    report.not_saved_because =
        "only root can apply it, and the journal is root's: sudo queuehound "
        "plan " +
        incident.id;
    return;
  }
  auto journal = Journal::open_to_write(options.state.directory);
  const auto plan = journal ? save_plan(*journal, incident, actions)
                            : Result<JournalledPlan>(std::unexpected(journal.error()));
  if (plan)
    report.id = plan->id();
  else
    report.not_saved_because = in_one_line(plan.error().text);
}

}  // namespace

int run_plan(const Options& options) {
  if (refuse_journal_id(options.operands.front())) return 2;
  if (options.plan.shell && options.scan.json) {
    complain("--shell and --json are two forms of one plan: ask for one of them",
             "queuehound plan --help");
    return 2;
  }
  auto asked = parse_asked_incident(options.operands.front());
  if (!asked) {
    complain(asked.error().text, "queuehound plan --help");
    return 2;
  }
  const Terminal terminal = decide_display(options.scan.display, read_environment());
  const auto judged = judge_for(options, terminal);
  if (!judged) return 2;
  const auto found = find_incident(judged->result, judged->ledger(), *asked);
  if (!found) {
    complain(found.error().text, "queuehound plan --help");
    return 2;
  }
  const Incident* const incident = *found;
  if (incident == nullptr) return no_such_incident(judged->result, *asked->subject);
  const auto actions = choose_steps(*judged, *incident, options.plan);
  if (!actions) {
    complain(actions.error().text, "queuehound plan " + incident->id);
    return 2;
  }
  PlanReport report = report_plan(*judged, *incident, *actions, options);
  if (options.plan.shell) return put_results(plan_shell(report)) ? 0 : 2;
  save_if_allowed(*incident, *actions, options, report);
  if (options.scan.json) return put_results(plan_json(report)) ? 0 : 2;
  const TextStyle style{terminal.width, terminal.utf8, terminal.colour};
  return put_text(plan_text(report, style), terminal) ? 0 : 2;
}

}  // namespace queuehound
