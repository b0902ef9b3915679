#include "apply/panel.h"

#include <fmt/format.h>

#include "apply/kept_too.h"
#include "apply/panel_answer.h"
#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::chrono::seconds kPanelLimit{120};  // suspending an account takes panels a while
constexpr std::string_view kWas = "held_before";

std::string_view program_name(const ProgramRun& run) { return base_name(run.arguments.front()); }

bool is_cpanel_program(std::string_view name) { return name == "uapi" || name == "whmapi1"; }

bool file_has_line(const LiveServer& live, const std::string& path, std::string_view wanted) {
  bool found = false;
  for_each_line(text_of(live.root, path),
                [&](std::string_view line) { found = found || trim(line) == wanted; });
  return found;
}

struct Asked {
  const PanelRow* row = nullptr;
  PanelTarget target = {};
};

Result<Asked> asked_of(const LiveServer& live, const Action& action) {
  const auto target = panel_target(live.server, action.target);
  const PanelRow* row =
      target ? panel_row(action.kind, live.server.profile, target->is_mailbox()) : nullptr;
  if (row == nullptr)
    return fail(Error::Kind::refused, "this server's panel cannot do that: do it by hand");
  return Asked{row, *target};
}

Result<void> run_words(const Asked& asked, std::string_view words, std::string_view reason) {
  const ProgramRun run = TRY(panel_run(panel_words(*asked.row, words, asked.target, reason)));
  TRY(ask_panel(run));
  return {};
}

std::string shown_target(const Action& action) { return to_printable(action.target); }

}  // namespace

Result<ProgramRun> panel_run(const std::vector<std::string>& words) {
  ProgramRun run{.arguments = words, .limit = kPanelLimit};
  const std::string path = find_program(panel_program_paths(words.front()));
  if (path.empty())
    return fail(Error::Kind::refused,
                fmt::format("{} is not installed here: do it in the panel", words.front()));
  // HestiaCP's programs read their own parts from $HESTIA.
  if (words.front().starts_with("v-")) run.environment = {"HESTIA=/usr/local/hestia"};
  run.arguments.front() = path;
  return run;
}

Result<std::string> ask_panel(const ProgramRun& run) {
  ProgramResult answer = TRY(run_program(run));
  const std::string_view name = program_name(run);
  std::string why;
  if (answer.status != 0)
    why = to_printable(trim(answer.errors.empty() ? answer.output : answer.errors));
  else if (is_cpanel_program(name))
    why = cpanel_failure(name, answer.output);
  else
    return std::move(answer.output);
  if (answer.status == 0 && why.empty()) return std::move(answer.output);
  return fail(Error::Kind::failed, fmt::format("{} failed (status {}): {}", name, answer.status,
                                               std::string_view(why).substr(0, 400)));
}

Result<bool> holds_now(const LiveServer& live, const PanelRow& row, const PanelTarget& target) {
  std::vector<std::string> words = panel_words(row, row.look, target, {});
  const std::string key = row.key.empty() ? "" : panel_words(row, row.key, target, {}).front();
  if (row.holds_when == HoldsWhen::file_is_there) return live.root.exists(words.front());
  if (row.holds_when == HoldsWhen::file_line) return file_has_line(live, words.front(), key);
  const ProgramRun run = TRY(panel_run(words));
  const std::string printed = TRY(ask_panel(run));
  const auto flag = panel_flag(printed, target.address, key);
  if (!flag)
    return fail(Error::Kind::refused,
                fmt::format("{} does not know {}: nothing was changed", words.front(),
                            target.is_mailbox() ? target.address : target.owner));
  return *flag;
}

Result<Record> prepare_panel(const LiveServer& live, const PanelRow& row,
                             const PanelTarget& target) {
  TRY(panel_run(panel_words(row, row.run, target, "x")));
  Record before{{"way", "panel"}};
  before[std::string(kWas)] = TRY(holds_now(live, row, target)) ? "yes" : "no";
  return before;
}

Result<Record> act_on_panel(const LiveServer& live, const Action& action, const Record& before) {
  const Asked asked = TRY(asked_of(live, action));
  const auto was = before.find(kWas);
  if (was != before.end() && was->second == "yes")
    return Record{{"text", shown_target(action) + " was so before: left as it is"}};
  const std::string reason =
      action.incident.empty() ? "queuehound" : "queuehound " + action.incident;
  if (!TRY(holds_now(live, *asked.row, asked.target)))
    TRY(run_words(asked, asked.row->run, reason));
  std::string text = shown_target(action) + ": done by " +
                     panel_words(*asked.row, asked.row->run, asked.target, reason).front();
  if (!asked.row->effect.empty()) text += "; " + std::string(asked.row->effect);
  return Record{{"text", text}};
}

Result<std::string> verify_panel(const LiveServer& live, const Action& action) {
  const Asked asked = TRY(asked_of(live, action));
  if (!TRY(holds_now(live, *asked.row, asked.target)))
    return fail(Error::Kind::failed,
                "the panel says that it does not hold for " + shown_target(action));
  return "the panel says so too";
}

Keeping kept_by_panel(const LiveServer& live, const Action& action, const Record& before) {
  const auto target = panel_target(live.server, action.target);
  const std::string name = !target                ? action.target
                           : target->is_mailbox() ? to_lower(target->address)
                                                  : target->owner;
  Keeping kept{"panel", {name}, {}};
  const auto was = before.find(kWas);
  if (was == before.end() || was->second != "yes") kept.own.emplace(name, "");
  return kept;
}

Result<std::string> undo_on_panel(const LiveServer& live, const Action& action, const Keeping& kept,
                                  const UndoOptions& options) {
  const Asked asked = TRY(asked_of(live, action));
  if (!TRY(holds_now(live, *asked.row, asked.target)))
    return shown_target(action) + " had been released already";
  if (!options.kept_too.empty())
    return fmt::format("{} stays so: {} wanted it too", shown_target(action), keepers_of(options));
  if (to_be_freed(kept, options).empty())
    return shown_target(action) + " was so before queuehound came: left so";
  TRY(run_words(asked, asked.row->undo, {}));
  if (TRY(holds_now(live, *asked.row, asked.target)))
    return fail(Error::Kind::failed,
                "the panel says that it still holds for " + shown_target(action));
  return shown_target(action) + " released by the panel";
}

std::string panel_difference(const LiveServer& live, const Action& action) {
  const auto asked = asked_of(live, action);
  if (!asked) return asked.error().text + "\n";
  const auto holds = holds_now(live, *asked->row, asked->target);
  if (!holds) return holds.error().text + "\n";
  return *holds ? "" : "it was released meanwhile\n";
}

}  // namespace queuehound
