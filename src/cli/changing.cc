#include "cli/changing.h"

#include <fmt/format.h>

#include "apply/confirmation.h"
#include "cli/output.h"

namespace queuehound {

Result<Journal> open_to_change(const LiveServer& live) {
  Journal journal = TRY(Journal::open_to_write(live.state_directory));
  for (const RolledBack& rolled : TRY(roll_back_overdue(live, journal)))
    for (const Performed& performed : rolled.actions)
      complain(fmt::format(
          "{} was to be confirmed in time and was not: {} {}", rolled.plan.id(), performed.id,
          performed.state == ActionState::undone ? "is undone now"
                                                 : "could not be undone: " + performed.text));
  return journal;
}

StepOutcome outcome_of(const Performed& performed, const Action& action) {
  using enum ActionState;
  StepOutcome outcome{
      StepOutcome::Mark::wrong, performed.id,      std::string(state_name(performed.state)), action,
      performed.text,           performed.verified};
  if ((performed.state == undone || performed.state == done) && performed.holds)
    outcome.mark = StepOutcome::Mark::ok;
  // Nothing was begun: this server cannot do it, or there is nothing to do any more.
  if (performed.state == planned) outcome.mark = StepOutcome::Mark::not_possible;
  return outcome;
}

}  // namespace queuehound
