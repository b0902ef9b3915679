// From an incident to a plan that is shown and saved; and from a saved plan back.
#pragma once

#include <string>
#include <vector>

#include "apply/journal.h"
#include "cli/options.h"
#include "cli/read_server.h"
#include "dossier/incident.h"
#include "report/plan_report.h"

namespace queuehound {

// The server judged for a command that plans. Errors are complained about; then nothing. Nothing is
// planned from a server that was read by half, either.
std::optional<Judged> judge_for(const Options& options, const Terminal& terminal);

// --with, --without and --only obeyed; their numbers are those of the whole plan. An Error names
// what cannot be.
Result<std::vector<Action>> choose_steps(const Judged& judged, const Incident& incident,
                                         const PlanOptions& options);

// The same of a saved plan: its rows that are meant.
Result<std::vector<JournalledAction>> choose_rows(const JournalledPlan& plan,
                                                  const std::vector<JournalledAction>& rows,
                                                  const PlanOptions& options);

// What is the actor's spam now, into a step about messages; others stay as they are.
void choose_messages(const Judged& judged, const Incident& incident, Action& action);

// How the steps look here and now; each is looked at (Doing::prepare) where the server is live.
PlanReport report_plan(const Judged& judged, const Incident& incident,
                       const std::vector<Action>& actions, const Options& options);

// Saves it, and gives it its id. An Error: the journal could not be written.
Result<JournalledPlan> save_plan(Journal& journal, const Incident& incident,
                                 const std::vector<Action>& actions);

inline constexpr seconds kPlanHolds{30 * 60};

}  // namespace queuehound
