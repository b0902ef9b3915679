// What `log` shows: who changed what when, and whether it still holds. Pure: the journal's rows
// come in as values, since report and apply do not know each other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "remedy/action.h"
#include "report/style.h"

namespace queuehound {

struct ActionLine {
  std::string id, plan;  // "A-11"; "P-3" or ""
  Action action;
  std::string state;  // "done"
  std::string text, who, undone_by;
  std::optional<Time> begun, ended, undone;
  std::string now;  // what is no longer as it was left; "" all is, or nobody looked
};

struct PlanLine {
  std::string id, incident, subject;
  Time created{}, valid_until{};
  std::optional<Time> applied, confirm_until, confirmed;
};

struct JournalReport {
  Time at{};
  TimeZone zone = TimeZone::utc();
  std::vector<PlanLine> plans;
  std::vector<ActionLine> actions;  // oldest first
  std::string asked = {};           // "A-11", "I-3f9a2c": what of all is shown; "": all
  std::string no_journal_in = {};   // where one was looked for and is none
};

std::string journal_text(const JournalReport& journal, const TextStyle& style);
std::string journal_json(const JournalReport& journal);

}  // namespace queuehound
