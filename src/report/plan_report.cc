#include "report/plan_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "remedy/actions.h"
#include "report/json_document.h"
#include "report/numbers.h"
#include "report/words.h"

namespace queuehound {
namespace {

struct UndoRow {
  ActionKind kind;
  std::string_view words;
};
constexpr std::array<UndoRow, 12> kUndo{{
    {ActionKind::seal_script, "puts back owner, mode, times and attributes"},
    {ActionKind::stop_process, "lets them go on"},
    {ActionKind::disable_cron, "puts the line back"},
    {ActionKind::hold_account, "releases it"},
    {ActionKind::reset_password, "puts the old password back, with --force only: a thief knows it"},
    {ActionKind::suspend_login, "lets it log in again"},
    {ActionKind::suspend_account, "ends the suspension"},
    {ActionKind::disable_list, "lets it accept again"},
    {ActionKind::block_address, "by itself when it expires, or removes exactly our rule"},
    {ActionKind::freeze_messages, "thaws them"},
    {ActionKind::quarantine_messages, "puts them back in the queue"},
    {ActionKind::advise, "none is needed: a letter"},
}};

bool is_about_messages(const Action& action) {
  return action.kind == ActionKind::freeze_messages ||
         action.kind == ActionKind::quarantine_messages;
}

std::string row_of(std::string_view name, std::string_view text, const TextStyle& style) {
  if (text.empty()) return {};
  constexpr std::size_t kColumn = 14;
  std::string first = "      " + std::string(name);
  first.resize(kColumn, ' ');
  return wrapped(shown(text, style), first, kColumn, style.width);
}

std::string step_text(std::size_t number, const PlanStep& step, const TextStyle& style) {
  const bool can = step.unavailable.empty();
  std::string text = wrapped(step_words(step.action, style) + (can ? "" : ": not possible here"),
                             fmt::format("{:>3}  ", number), 5, style.width);
  text += row_of("why", step.action.reason, style);
  const std::vector<std::string> addresses = addresses_of(step.action);
  if (addresses.size() > 1) {
    constexpr std::size_t kMostShown = 60;
    const std::size_t shown_ones = std::min(addresses.size(), kMostShown);
    std::string list = fmt::format(
        "{}", fmt::join(addresses.begin(),
                        addresses.begin() + static_cast<std::ptrdiff_t>(shown_ones), ", "));
    if (shown_ones < addresses.size())
      list += fmt::format(" and {} more: --json has all", addresses.size() - shown_ones);
    text += row_of("who", list, style);
  }
  if (!step.done.empty()) return text + row_of("done", step.done, style);
  if (!can) return text + row_of("but", step.unavailable, style);
  text += row_of("others", step.action.effect, style);
  if (step.action.kind != ActionKind::advise)
    text += row_of("undo", undo_words(step.action.kind), style);
  return text;
}

std::size_t possible_steps(const PlanReport& plan) {
  return static_cast<std::size_t>(std::ranges::count_if(plan.steps, [](const PlanStep& step) {
    return step.unavailable.empty() || !step.done.empty();
  }));
}

void write_step(JsonDocument& out, std::size_t number, const PlanStep& step) {
  out.count("number", number);
  out.text("action", action_name(step.action.kind));
  out.text("target", step.action.target);
  out.text("reason", step.action.reason);
  out.text("effect", step.action.effect);
  out.text("undo", undo_words(step.action.kind));
  out.flag("available", step.unavailable.empty());
  out.text_or_null("unavailable_because", step.unavailable);
  out.text_or_null("done_by", step.done);
  if (step.action.kind == ActionKind::block_address)
    out.texts("addresses", addresses_of(step.action));
  out.count("messages", step.action.messages.size());
  out.text_or_null("shell", step.shell);
}

// In what the nearest shell line falls short of apply.
std::string_view shell_note(ActionKind kind) {
  switch (kind) {
    case ActionKind::block_address:
      return "for ever, until the next reboot; csf, apf and firewalld flush it: use theirs there";
    case ActionKind::quarantine_messages:
      return "this only freezes them: they stay in the queue";
    case ActionKind::disable_cron:
      return "look into /etc/crontab and /etc/cron.d as well";
    case ActionKind::stop_process:
      return "this only shows them: kill -STOP PID stops one";
    default:
      return {};
  }
}

// What --with takes; of freezing and quarantine, which take the same messages, one in place of the
// other.
std::vector<std::string> addable_words(const PlanReport& plan) {
  std::vector<std::string> words = plan.left_out;
  const auto is_planned = [&](ActionKind kind) {
    return std::ranges::any_of(plan.steps,
                               [&](const PlanStep& step) { return step.action.kind == kind; });
  };
  for (std::string& word : words) {
    if (word == action_name(ActionKind::freeze_messages) &&
        is_planned(ActionKind::quarantine_messages))
      word += " (with --without quarantine)";
    if (word == action_name(ActionKind::quarantine_messages) &&
        is_planned(ActionKind::freeze_messages))
      word += " (with --without freeze)";
  }
  return words;
}

constexpr std::array<std::string_view, 3> kMarks{"ok", "--", "!!"};
constexpr std::array<Ink, 3> kInks{Ink::green, Ink::yellow, Ink::red};

}  // namespace

std::string_view undo_words(ActionKind kind) {
  const auto* row = std::ranges::find(kUndo, kind, &UndoRow::kind);
  return row == kUndo.end() ? "" : row->words;
}

std::string step_words(const Action& action, const TextStyle& style) {
  const std::string target = is_about_messages(action)
                                 ? count_text(action.messages.size(), "message")
                                 : shown(action.target, style);
  return action_words(action_name(action.kind), target);
}

std::string plan_text(const PlanReport& plan, const TextStyle& style) {
  const std::string subject = shown(plan.subject, style);
  const std::size_t possible = possible_steps(plan);
  const std::string named = plan.id.empty() ? "A plan" : plan.id;
  std::string text = wrapped(
      fmt::format("{} for {} ({}): {} of {} can be done here; nothing is changed yet", named,
                  subject, plan.incident, possible, count_text(plan.steps.size(), "step")),
      "", 0, style.width);
  if (plan.id.empty())
    text +=
        wrapped("It was not saved: " + shown(plan.not_saved_because, style), "  ", 2, style.width);
  else
    text += fmt::format("  queuehound apply {}{:{}}valid until {}\n", plan.id, "", 8,
                        clock_text(plan.valid_until, plan.created, plan.zone));
  text += "\n";
  for (std::size_t at = 0; at < plan.steps.size(); ++at)
    text += step_text(at + 1, plan.steps[at], style);
  text += "\n";
  if (!plan.left_out.empty())
    text += wrapped(fmt::format("Left out, and why: no sign asks for it. Add one with --with: {}",
                                fmt::join(addable_words(plan), ", ")),
                    "", 2, style.width);
  if (!plan.id.empty())
    text += fmt::format(
        "Some of it: queuehound apply {} --only 1,2\n"
        "As shell lines: queuehound plan {} --shell\n"
        "Afterwards, to put all of it back: queuehound undo {}\n",
        plan.id, plan.incident, plan.id);
  return text;
}

std::string plan_json(const PlanReport& plan) {
  JsonDocument out(plan.zone);
  out.writer().begin_object();
  out.text("schema", "queuehound/plan/1");
  out.time("generated_at", plan.created);
  out.text_or_null("id", plan.id);
  out.text_or_null("not_saved_because", plan.not_saved_because);
  out.text("incident", plan.incident);
  out.text("subject", plan.subject);
  out.text("sentence", plan.sentence);
  out.time("valid_until", plan.valid_until);
  std::size_t number = 0;
  out.rows("steps", plan.steps, [&](const PlanStep& step) { write_step(out, ++number, step); });
  out.texts("left_out", plan.left_out);
  out.writer().end_object();
  return out.writer().take();
}

std::string plan_shell(const PlanReport& plan) {
  std::string text = fmt::format("# {} ({}); no journal, no undo: queuehound apply has both\n",
                                 to_printable(plan.subject), plan.incident);
  std::size_t number = 0;
  for (const PlanStep& step : plan.steps) {
    text += fmt::format("# {}. {}: {}\n", ++number,
                        step_words(step.action, {.width = 1000, .utf8 = true}),
                        to_printable(step.action.reason));
    if (!step.done.empty()) text += "# done already: " + to_printable(step.done) + "\n";
    if (const std::string_view note = shell_note(step.action.kind);
        !note.empty() && !step.shell.empty())
      text += fmt::format("# {}\n", note);
    text += step.shell.empty() ? "# no shell line does this\n" : step.shell + "\n";
  }
  return text;
}

std::string outcome_line(const StepOutcome& outcome, const TextStyle& style) {
  const auto mark = static_cast<std::size_t>(outcome.mark);
  std::string text = shown(outcome.text, style);
  if (outcome.text == action_name(outcome.action.kind)) text = step_words(outcome.action, style);
  if (outcome.mark != StepOutcome::Mark::ok) text = step_words(outcome.action, style) + ": " + text;
  if (!outcome.verified.empty()) text += "; " + shown(outcome.verified, style);
  const std::string first =
      fmt::format(" {}  {:<6} ", inked(kMarks[mark], kInks[mark], style), outcome.id);
  return wrapped(text, first, 12, style.width);
}

std::string outcome_json(const OutcomeReport& report) {
  JsonDocument out(report.zone);
  out.writer().begin_object();
  out.text("schema", report.schema);
  out.time("generated_at", report.at);
  out.text_or_null("plan", report.plan);
  out.rows("steps", report.steps, [&](const StepOutcome& step) {
    out.text_or_null("id", step.id);
    out.text("action", action_name(step.action.kind));
    out.text("target", step.action.target);
    out.text("state", step.state);
    out.flag("holds", step.mark == StepOutcome::Mark::ok);
    out.text("text", step.text);
    out.text_or_null("verified", step.verified);
  });
  out.writer().key("new_messages");
  report.new_messages ? out.writer().number(*report.new_messages) : out.writer().null();
  out.count("watched_seconds", static_cast<std::uint64_t>(report.watched.count()));
  if (report.confirm_until)
    out.time("confirm_until", *report.confirm_until);
  else
    out.text_or_null("confirm_until", "");
  out.count("interrupted_before", report.left_out);
  out.writer().end_object();
  return out.writer().take();
}

}  // namespace queuehound
