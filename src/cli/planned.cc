#include "cli/planned.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "apply/doing.h"
#include "base/text.h"
#include "cli/interruption.h"
#include "cli/live.h"
#include "cli/output.h"
#include "remedy/actions.h"
#include "remedy/panel_commands.h"
#include "report/numbers.h"
#include "report/words.h"

namespace queuehound {
namespace {

std::string shell_of(const Incident& incident, const Server& server, const Action& action) {
  for (const PlannedAction& row : incident.plan)
    if (row.action == action_name(action.kind) && row.target == action.target)
      return row.shell.value_or("");
  return panel_shell(action.kind, server, action.target).value_or("");
}

std::string unavailable(const LiveServer& live, const Action& action) {
  const Doing* doing = doing_of(action.kind);
  if (doing == nullptr)
    return fmt::format("this version cannot do {}: by hand, then", action_name(action.kind));
  const auto before = doing->prepare(live, action);
  return before ? "" : before.error().text;
}

bool is_left_out(const Action& action, std::size_t number, const PlanOptions& options) {
  return std::ranges::any_of(options.without, [&](const std::string& word) {
    return word == action_name(action.kind) || word == std::to_string(number);
  });
}

Result<> check_numbers(const PlanOptions& options, std::size_t count) {
  const auto too_high = [&](std::size_t number) { return number > count; };
  const auto only = std::ranges::find_if(options.only, too_high);
  if (only == options.only.end()) return {};
  return fail(Error::Kind::failed, fmt::format("there is no step {}: the plan has {}", *only,
                                               count_text(count, "step")));
}

}  // namespace

std::optional<Judged> judge_for(const Options& options, const Terminal& terminal) {
  auto judged = read_and_judge(options.scan, terminal);
  if (!judged) complain(judged.error());
  if (!judged || was_interrupted()) return {};
  return *std::move(judged);
}

Result<std::vector<Action>> choose_steps(const Incident& incident, const PlanOptions& options) {
  std::vector<Action> all = actions_of(incident);
  for (const std::string& name : options.with) {
    const ActionKind kind = *parse_action_name(name);  // the option table let nothing else in
    if (std::ranges::any_of(all, [&](const Action& action) { return action.kind == kind; }))
      continue;
    auto added = added_action(incident, kind);
    if (!added)
      return fail(Error::Kind::failed,
                  fmt::format("{} has nothing here to work on for this incident", name));
    // Before the letters, which tell of it.
    const auto letters = std::ranges::find(all, ActionKind::advise, &Action::kind);
    all.insert(letters, *std::move(added));
  }
  std::vector<Action> chosen;
  for (std::size_t at = 0; at < all.size(); ++at)
    if (!is_left_out(all[at], at + 1, options)) chosen.push_back(std::move(all[at]));
  TRY(check_numbers(options, chosen.size()));
  if (options.only.empty()) return chosen;
  std::vector<Action> only;
  for (std::size_t at = 0; at < chosen.size(); ++at)
    if (std::ranges::find(options.only, at + 1) != options.only.end())
      only.push_back(std::move(chosen[at]));
  return only;
}

PlanReport report_plan(const Judged& judged, const Incident& incident,
                       const std::vector<Action>& actions, const Options& options) {
  PlanReport report;
  const ScanResult& result = judged.result;
  report.incident = incident.id;
  report.subject = incident.actor_subject();
  report.sentence =
      kind_sentence(incident, clock_text(incident.last_seen, result.generated_at, result.zone));
  report.created = options.scan.is_live() ? clock_now() : result.generated_at;
  report.valid_until = report.created + kPlanHolds;
  report.zone = result.zone;
  for (const ActionKind kind : addable_kinds(incident))
    if (std::ranges::find(actions, kind, &Action::kind) == actions.end())
      report.left_out.emplace_back(action_name(kind));
  const bool may_look = options.scan.is_live() && ::geteuid() == 0;
  for (const Action& action : actions) {
    PlanStep step{action, shell_of(incident, judged.reading->view->server, action), {}};
    if (may_look) step.unavailable = unavailable(live_of(*judged.reading->view, options), action);
    report.steps.push_back(std::move(step));
  }
  return report;
}

Result<JournalledPlan> save_plan(Journal& journal, const Incident& incident,
                                 const std::vector<Action>& actions) {
  JournalledPlan plan;
  plan.incident = incident.id;
  plan.subject = incident.actor_subject();
  plan.facts = facts_of(incident, actions);
  plan.created = clock_now();
  plan.valid_until = plan.created + kPlanHolds;
  return journal.add_plan(std::move(plan), actions);
}

}  // namespace queuehound
