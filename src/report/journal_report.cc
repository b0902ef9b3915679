#include "report/journal_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/json_document.h"
#include "report/numbers.h"
#include "report/plan_report.h"

namespace queuehound {
namespace {

bool is_cut_off(const ActionLine& line) { return line.state == "begun" || line.state == "undoing"; }

std::string action_text(const ActionLine& line, const JournalReport& journal,
                        const TextStyle& style) {
  const std::string when =
      line.begun ? clock_text(*line.begun, journal.at, journal.zone) : std::string("not begun");
  std::string text =
      wrapped(step_words(line.action, style),
              fmt::format("{:<6} {:<13} {:<8} ", line.id, when, line.state), 30, style.width);
  const auto add = [&](std::string_view more) {
    text += wrapped(more, std::string(30, ' '), 30, style.width);
  };
  if (!line.text.empty()) add(shown(line.text, style));
  if (!line.who.empty())
    add(fmt::format("by {}{}", shown(line.who, style),
                    line.plan.empty() ? "" : fmt::format(", {}", line.plan)));
  if (line.undone)
    add(fmt::format("undone {} by {}", clock_text(*line.undone, journal.at, journal.zone),
                    shown(line.undone_by, style)));
  if (!line.now.empty()) add(inked("now: " + shown(line.now, style), Ink::red, style));
  if (is_cut_off(line))
    add(fmt::format("cut off half-way: queuehound undo {}{}", line.id,
                    line.plan.empty() ? "" : fmt::format(", or queuehound apply {}", line.plan)));
  return text;
}

void write_time(JsonDocument& out, std::string_view name, const std::optional<Time>& time) {
  if (time)
    out.time(name, *time);
  else
    out.text_or_null(name, "");
}

}  // namespace

std::string journal_text(const JournalReport& journal, const TextStyle& style) {
  const auto begun = std::ranges::count_if(
      journal.actions, [](const ActionLine& line) { return line.begun.has_value(); });
  const auto wrong = std::ranges::count_if(journal.actions, [](const ActionLine& line) {
    return !line.now.empty() || is_cut_off(line);
  });
  const auto count = [](auto number) { return static_cast<std::uint64_t>(number); };
  if (begun == 0 && !journal.actions.empty() && !journal.asked.empty())
    return fmt::format(
        "nothing was changed for {}: it is planned, and was not applied\n  queuehound "
        "apply {}\n",
        shown(journal.asked, style), journal.actions.back().plan);
  if (begun == 0 && !journal.asked.empty())
    return fmt::format("nothing was changed for {}\n  queuehound log\n",
                       shown(journal.asked, style));
  if (begun == 0 && !journal.no_journal_in.empty())
    return fmt::format("nothing was changed yet: no journal is in {}\n  queuehound scan\n",
                       shown(journal.no_journal_in, style));
  if (begun == 0) return "nothing was changed yet\n  queuehound scan\n";
  std::string text = fmt::format("{} journalled{}\n", count_text(count(begun), "change"),
                                 wrong == 0 ? "" : fmt::format(", {} to look at", wrong));
  text += "  to put one back: queuehound undo A-…; what differs first: --diff\n\n";
  if (!style.utf8) text.replace(text.find("…"), 3, "N");
  for (const ActionLine& line : journal.actions)
    if (line.begun) text += action_text(line, journal, style);
  for (const PlanLine& plan : journal.plans)
    if (plan.confirm_until && !plan.confirmed && *plan.confirm_until > journal.at)
      text += fmt::format("\n{} is undone at {} unless: queuehound confirm {}\n", plan.id,
                          clock_text(*plan.confirm_until, journal.at, journal.zone), plan.id);
  return text;
}

std::string journal_json(const JournalReport& journal) {
  JsonDocument out(journal.zone);
  out.writer().begin_object();
  out.text("schema", "queuehound/log/1");
  out.time("generated_at", journal.at);
  out.rows("plans", journal.plans, [&](const PlanLine& plan) {
    out.text("id", plan.id);
    out.text("incident", plan.incident);
    out.text("subject", plan.subject);
    out.time("created", plan.created);
    out.time("valid_until", plan.valid_until);
    write_time(out, "applied", plan.applied);
    write_time(out, "confirm_until", plan.confirm_until);
    write_time(out, "confirmed", plan.confirmed);
  });
  out.rows("actions", journal.actions, [&](const ActionLine& line) {
    out.text("id", line.id);
    out.text_or_null("plan", line.plan);
    out.text_or_null("incident", line.action.incident);
    out.text("action", action_name(line.action.kind));
    out.text("target", line.action.target);
    out.text("reason", line.action.reason);
    out.count("messages", line.action.messages.size());
    out.text("state", line.state);
    out.text_or_null("text", line.text);
    out.text_or_null("who", line.who);
    write_time(out, "begun", line.begun);
    write_time(out, "ended", line.ended);
    out.text_or_null("undone_by", line.undone_by);
    write_time(out, "undone", line.undone);
    out.text_or_null("now", line.now);
  });
  out.writer().end_object();
  return out.writer().take();
}

}  // namespace queuehound
