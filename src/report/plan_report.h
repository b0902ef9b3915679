// What `plan` shows: the steps in order, why, what they mean to others, how they are undone, and
// what this server cannot do. And what came of them. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "remedy/action.h"
#include "report/style.h"

namespace queuehound {

struct PlanStep {
  Action action;
  std::string shell;        // "" no equivalent
  std::string done;         // by what, where it was done before and still holds; "" it was not
  std::string unavailable;  // why this server cannot do it, and the next best; "" it can
};

struct PlanReport {
  std::string id;  // "P-3"; "" it was not saved
  std::string not_saved_because;
  std::string incident, subject, sentence;
  Time created{}, valid_until{};
  TimeZone zone = TimeZone::utc();
  std::vector<PlanStep> steps;
  std::vector<std::string> left_out;  // kinds that --with would add
};

std::string plan_text(const PlanReport& plan, const TextStyle& style);
std::string plan_json(const PlanReport& plan);
std::string plan_shell(const PlanReport& plan);  // lines for a shell, the rest as comments

// "puts back owner, mode, times and attributes": how a kind is undone.
std::string_view undo_words(ActionKind kind);

// "disable the script /home/a/x.php", "move the queued spam to quarantine: 1,762 messages".
std::string step_words(const Action& action, const TextStyle& style);

// What came of one action, done or undone.
struct StepOutcome {
  enum class Mark : std::uint8_t { ok, not_possible, wrong };
  Mark mark = Mark::ok;
  std::string id;     // "A-11"; "" none
  std::string state;  // "done"
  Action action;
  std::string text, verified;  // raw
};
std::string outcome_line(const StepOutcome& outcome, const TextStyle& style);

struct OutcomeReport {
  std::string schema;  // "queuehound/apply/1"
  std::string plan;    // "P-3"; "" none
  Time at{};
  TimeZone zone = TimeZone::utc();
  std::vector<StepOutcome> steps;
  std::optional<std::uint64_t> new_messages = {};  // seen while watching
  seconds watched{0};
  std::optional<Time> confirm_until = {};
  std::size_t left_out = 0;  // steps not begun, because somebody interrupted it
};
std::string outcome_json(const OutcomeReport& report);

}  // namespace queuehound
