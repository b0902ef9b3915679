#include "cli/planned.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "apply/doing.h"
#include "base/text.h"
#include "cli/clock.h"
#include "cli/interruption.h"
#include "cli/live.h"
#include "cli/output.h"
#include "remedy/actions.h"
#include "remedy/panel_commands.h"
#include "remedy/plan.h"
#include "report/numbers.h"
#include "report/words.h"
#include "verdict/submitter.h"

namespace queuehound {
namespace {

std::string shell_of(const Incident& incident, const Server& server, const Action& action) {
  CarriedOut carried_out;
  carried_out.add(action);
  std::string shell;
  for (const PlannedAction& row : incident.plan)
    if (row.shell && carried_out.contains(row))
      shell += (shell.empty() ? "" : "; ") + *whole_shell(row, incident);
  return shell.empty() ? panel_shell(action.kind, server, action.target).value_or("") : shell;
}

// --without 192.0.2.7: that one stays open. The networks named that no step blocks stay in `left`.
void leave_open(Action& action, std::vector<std::string>& left) {
  std::vector<std::string> addresses = addresses_of(action);
  std::erase_if(addresses,
                [&](const std::string& address) { return std::erase(left, address) > 0; });
  if (!addresses.empty()) return set_addresses(action, addresses);
  action.details["addresses"].clear();
}

// "A-2, 16:43", where every target of the step was done before and still holds.
std::string done_before(const ScanResult& result, const Incident& incident, const Action& action) {
  std::vector<std::string> targets = addresses_of(action);
  if (targets.empty()) targets.push_back(action.target);
  const Deed* last = nullptr;
  for (const std::string& target : targets) {
    last = incident.deed_for(action_name(action.kind), target);
    if (last == nullptr) return {};
  }
  return fmt::format("{}, {}", last->id, clock_text(last->at, result.generated_at, result.zone));
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

bool is_meant(const Action& action, std::size_t number, const PlanOptions& options) {
  const bool is_named =
      options.only.empty() || std::ranges::find(options.only, number) != options.only.end();
  return is_named && !is_left_out(action, number, options);
}

Result<> check_numbers(const PlanOptions& options, std::size_t count) {
  std::vector<std::size_t> numbers = options.only;
  for (const std::string& word : options.without)
    if (const auto number = parse_number<std::size_t>(word)) numbers.push_back(*number);
  for (const std::size_t number : numbers)
    if (number == 0 || number > count)
      return fail(Error::Kind::failed, fmt::format("there is no step {}: the plan has {}", number,
                                                   count_text(count, "step")));
  return {};
}

bool clears_up(ActionKind kind) {
  using enum ActionKind;
  return kind == block_address || kind == freeze_messages || kind == quarantine_messages ||
         kind == advise;
}

bool has(const std::vector<Action>& actions, ActionKind kind) {
  return std::ranges::find(actions, kind, &Action::kind) != actions.end();
}

// Both take the same messages: what is frozen is put into quarantine all the same, and what is in
// quarantine is no longer there to be frozen.
Result<> check_same_messages(const Incident& incident, const std::vector<Action>& chosen) {
  using enum ActionKind;
  if (!has(chosen, freeze_messages) || !has(chosen, quarantine_messages)) return {};
  const bool freezes = has(actions_of(incident), freeze_messages);
  return fail(Error::Kind::failed,
              fmt::format("freeze and quarantine take the same messages: choose one of them\n  for "
                          "the other: queuehound plan {} --with {} --without {}",
                          incident.id, freezes ? "quarantine" : "freeze",
                          freezes ? "freeze" : "quarantine"));
}

Error nothing_left() {
  return {Error::Kind::failed, "--only and --without leave no step: nothing was changed"};
}

}  // namespace

std::optional<Judged> judge_for(const Options& options, const Terminal& terminal) {
  auto judged = read_and_judge(options.scan, terminal);
  if (!judged) complain(judged.error());
  if (!judged || was_interrupted()) return {};
  return *std::move(judged);
}

void choose_messages(const Judged& judged, const Incident& incident, Action& action) {
  if (action.kind != ActionKind::freeze_messages && action.kind != ActionKind::quarantine_messages)
    return;
  action.messages = texts_of(incident.quarantine);
  const Submitter submitter = submitter_of(judged.ledger(), action.messages);
  action.details["sender_mailbox"] = submitter.mailbox;
  action.details["sender_account"] = submitter.account;
  action.details["with_bounces"] = submitter.with_bounces ? "yes" : "";
  std::erase_if(action.details, [](const auto& detail) { return detail.second.empty(); });
}

Result<std::vector<Action>> choose_steps(const Judged& judged, const Incident& incident,
                                         const PlanOptions& options) {
  std::vector<Action> all = actions_of(incident);
  for (const std::string& name : options.with) {
    const ActionKind kind = *parse_action_name(name);  // the option table let nothing else in
    if (std::ranges::any_of(all, [&](const Action& action) { return action.kind == kind; }))
      continue;
    auto added = added_action(incident, kind);
    if (!added)
      return fail(Error::Kind::failed,
                  fmt::format("{} has nothing here to work on for this incident", name));
    // What stops the flow goes before what clears up behind it, and all before the letters, which
    // tell of it.
    all.insert(
        std::ranges::find_if(all, [](const Action& action) { return clears_up(action.kind); }),
        *std::move(added));
  }
  TRY(check_numbers(options, all.size()));
  std::vector<std::string> open = options.open;
  std::vector<Action> chosen;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (!is_meant(all[at], at + 1, options)) continue;
    if (!options.open.empty() && all[at].kind == ActionKind::block_address)
      leave_open(all[at], open);
    const auto addresses = all[at].details.find("addresses");
    if (addresses != all[at].details.end() && addresses->second.empty()) continue;
    chosen.push_back(std::move(all[at]));
  }
  if (!open.empty())
    return fail(Error::Kind::failed,
                fmt::format("no step of the plan blocks {}", fmt::join(open, ", ")));
  if (chosen.empty()) return std::unexpected(nothing_left());
  TRY(check_same_messages(incident, chosen));
  for (Action& action : chosen) choose_messages(judged, incident, action);
  return chosen;
}

Result<std::vector<JournalledAction>> choose_rows(const JournalledPlan& plan,
                                                  const std::vector<JournalledAction>& rows,
                                                  const PlanOptions& options) {
  if (!options.with.empty() || !options.open.empty())
    return fail(Error::Kind::failed,
                fmt::format("{} is made and saved: --with, or --without with an address, goes "
                            "to a new plan of {}",
                            plan.id(), plan.incident));
  TRY(check_numbers(options, rows.size()));
  std::vector<JournalledAction> chosen;
  for (std::size_t at = 0; at < rows.size(); ++at)
    if (is_meant(rows[at].action, at + 1, options)) chosen.push_back(rows[at]);
  if (chosen.empty()) return std::unexpected(nothing_left());
  return chosen;
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
    PlanStep step{action,
                  shell_of(incident, judged.reading->view->server, action),
                  done_before(result, incident, action),
                  {}};
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
