#include "remedy/actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "verdict/event_words.h"

namespace queuehound {
namespace {

bool takes_messages(ActionKind kind) {
  return kind == ActionKind::freeze_messages || kind == ActionKind::quarantine_messages;
}

// What every doing may want to know of where the mail came from.
void add_details(const Incident& incident, Action& action) {
  const auto add = [&](std::string_view name, const std::optional<std::string>& value) {
    if (value && !value->empty()) action.details.emplace(name, *value);
  };
  add("script", incident.script);
  add("directory", incident.directory);
  add("system_user", incident.system_user);
  add("account", incident.account);
  add("domain", incident.domain);
  add("url", incident.url);
  constexpr std::string_view kJob = "started by the crontab: ";
  for (const Evidence& evidence : incident.evidence)
    if (action.kind == ActionKind::disable_cron && evidence.text.starts_with(kJob))
      action.details.emplace("command", evidence.text.substr(kJob.size()));
  if (takes_messages(action.kind)) action.messages = texts_of(incident.quarantine);
}

Action make_action(const Incident& incident, ActionKind kind, const std::string& target,
                   std::string reason, std::string effect) {
  Action action{kind, target, incident.id, std::move(reason), std::move(effect), {}, {}};
  add_details(incident, action);
  return action;
}

std::string_view value_in(const Record& details, std::string_view name) {
  const auto found = details.find(name);
  return found == details.end() ? std::string_view{} : found->second;
}

// All of a plan's addresses are one step: a firewall takes many as it takes one, all or none.
void block_together(const Incident& incident, const std::vector<std::string>& addresses,
                    Action& action) {
  std::map<std::string_view, std::uint64_t> events;  // by word
  for (const Origin& origin : incident.origins)
    if (origin.block) events[event_word(incident, origin)] += origin.events;
  std::string reason;
  for (const auto& [word, count] : events)
    reason +=
        fmt::format("{}{} {}{}", reason.empty() ? "" : ", ", count, word, count == 1 ? "" : "s");
  action.reason = reason + " from there";
  action.effect =
      "everybody behind these addresses loses this server until the block expires; one of them "
      "is left open by --without ADDRESS";
  set_addresses(action, addresses);
}

using Target = std::optional<std::string> (*)(const Incident& incident);
struct Addable {
  ActionKind kind;
  Target target;
  std::string_view effect;
};

// A program of an account: only where one is known to send.
std::optional<std::string> program_owner(const Incident& incident) {
  return incident.script || incident.directory ? incident.system_user : std::nullopt;
}

// Whoever's mail can be held: a mailbox that logs in, or the account whose programs mail.
std::optional<std::string> sender_of(const Incident& incident) {
  return incident.kind == IncidentKind::mailbox ? incident.account : incident.system_user;
}

std::optional<std::string> queue_of(const Incident& incident) {
  return incident.quarantine.empty() ? std::nullopt : std::optional(incident.id);
}

constexpr std::array<Addable, 9> kAddable{{
    {ActionKind::seal_script, [](const Incident& i) { return i.script; },
     "the page answers nobody until it is undone"},
    {ActionKind::stop_process, program_owner,
     "its running mailer is stopped, not killed; other processes of the account go on"},
    {ActionKind::disable_cron, program_owner,
     "the job no longer starts; the account's other jobs do"},
    {ActionKind::hold_account, sender_of, "its outgoing mail waits; reading mail goes on"},
    {ActionKind::reset_password, [](const Incident& i) { return i.account; },
     "every phone and program that holds the old password must learn the new one"},
    {ActionKind::suspend_login, [](const Incident& i) { return i.account; },
     "nobody can log in to the mailbox; mail for it still arrives"},
    {ActionKind::suspend_account, [](const Incident& i) { return i.system_user; },
     "sites and mail of the whole account stop"},
    {ActionKind::freeze_messages, queue_of, "Exim keeps them and does not try them"},
    {ActionKind::quarantine_messages, queue_of,
     "they leave the queue for a folder and can be put back"},
}};

}  // namespace

bool shares_step(const PlannedAction& before, const PlannedAction& row) {
  return row.action == action_name(ActionKind::block_address) && before.action == row.action;
}

std::vector<Action> actions_of(const Incident& incident) {
  std::vector<Action> actions;
  std::vector<std::string> addresses;
  const std::vector<PlannedAction>& rows = incident.plan;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const auto kind = parse_action_name(rows[at].action);
    if (!kind) continue;
    actions.push_back(
        make_action(incident, *kind, rows[at].target, rows[at].reason, rows[at].effect));
    addresses.assign(1, rows[at].target);
    for (; at + 1 < rows.size() && shares_step(rows[at], rows[at + 1]); ++at)
      addresses.push_back(rows[at + 1].target);
    if (addresses.size() > 1) block_together(incident, addresses, actions.back());
  }
  return actions;
}

std::vector<std::string> addresses_of(const Action& action) {
  std::vector<std::string> addresses;
  if (action.kind != ActionKind::block_address) return addresses;
  std::string_view rest = value_in(action.details, "addresses");
  if (rest.empty()) rest = action.target;
  while (!rest.empty()) addresses.emplace_back(cut(rest, ' '));
  return addresses;
}

void set_addresses(Action& action, const std::vector<std::string>& addresses) {
  action.target =
      addresses.size() == 1 ? addresses.front() : fmt::format("{} addresses", addresses.size());
  action.details["addresses"] = fmt::format("{}", fmt::join(addresses, " "));
}

std::optional<Action> added_action(const Incident& incident, ActionKind kind) {
  const auto* row = std::ranges::find(kAddable, kind, &Addable::kind);
  const auto target = row == kAddable.end() ? std::nullopt : row->target(incident);
  if (!target || target->empty()) return std::nullopt;
  return make_action(incident, kind, *target, "asked for with --with", std::string(row->effect));
}

std::vector<ActionKind> addable_kinds(const Incident& incident) {
  std::vector<ActionKind> kinds;
  for (const Addable& row : kAddable) {
    const bool is_planned = std::ranges::any_of(incident.plan, [&](const PlannedAction& planned) {
      return planned.action == action_name(row.kind);
    });
    const auto target = row.target(incident);
    if (!is_planned && target && !target->empty()) kinds.push_back(row.kind);
  }
  return kinds;
}

void CarriedOut::add(const Action& step) {
  const auto row_of = [&](const std::string& target) {
    return fmt::format("{} {}", action_name(step.kind), target);
  };
  rows_.insert(row_of(step.target));
  for (const std::string& address : addresses_of(step)) rows_.insert(row_of(address));
}

bool CarriedOut::contains(const PlannedAction& row) const {
  return rows_.contains(fmt::format("{} {}", row.action, row.target));
}

std::string facts_of(const Incident& incident, const std::vector<Action>& actions) {
  CarriedOut carried_out;
  for (const Action& action : actions)
    if (action.kind != ActionKind::advise) carried_out.add(action);
  std::string facts = fmt::format("{} {}\n", kind_name(incident.kind), incident.actor_subject());
  for (const PlannedAction& row : incident.plan)
    if (row.target.find('\n') == std::string::npos && carried_out.contains(row))
      facts += fmt::format("{} {}\n", row.action, row.target);
  return facts;
}

std::string changed_facts(std::string_view facts, const Incident& now) {
  const std::string fresh = facts_of(now, actions_of(now));
  std::unordered_set<std::string_view> lines;
  std::string_view rest = fresh;
  while (!rest.empty()) lines.insert(cut(rest, '\n'));
  std::string changed;
  bool is_first = true;
  while (!facts.empty()) {
    const std::string_view line = cut(facts, '\n');
    const bool holds = lines.contains(line);
    // What leaves the queue by itself needs no freezing: that step then says so.
    const bool is_queue =
        line.starts_with("freeze_messages ") || line.starts_with("quarantine_messages ");
    if (!holds && !is_queue)
      changed += fmt::format(
          "{}{} no longer holds", changed.empty() ? "" : "; ",
          is_first ? fmt::format("that it is {}", line) : fmt::format("the reason for {}", line));
    is_first = false;
  }
  return changed;
}

}  // namespace queuehound
