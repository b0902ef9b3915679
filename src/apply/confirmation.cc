#include "apply/confirmation.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace queuehound {
namespace {

constexpr std::array<ActionKind, 5> kLocksOut{ActionKind::block_address, ActionKind::hold_account,
                                              ActionKind::reset_password, ActionKind::suspend_login,
                                              ActionKind::suspend_account};

Result<Performed> roll_back(const LiveServer& live, Journal& journal, const JournalledAction& row) {
  UndoOptions options;
  options.who = "the guard: nobody confirmed";
  // An old password comes back by force only, since a thief knows it. Nobody said that the new one
  // works, so here the old one it is.
  options.force = row.action.kind == ActionKind::reset_password;
  return take_back(live, journal, row, options);
}

}  // namespace

bool needs_confirmation(ActionKind kind) {
  return std::ranges::find(kLocksOut, kind) != kLocksOut.end();
}

bool is_overdue(const JournalledPlan& plan, Time now) {
  return plan.confirm_until != Time{} && plan.confirmed == Time{} && now >= plan.confirm_until;
}

Result<std::vector<RolledBack>> roll_back_overdue(const LiveServer& live, Journal& journal) {
  using enum ActionState;
  std::vector<RolledBack> all;
  for (const JournalledPlan& plan : TRY(journal.plans())) {
    if (!is_overdue(plan, live.now)) continue;
    RolledBack rolled{plan, {}};
    const auto rows =
        TRY(journal.actions({.plan = plan.number, .states = {begun, done, failed, undoing}}));
    for (const JournalledAction& row : rows | std::views::reverse)
      if (needs_confirmation(row.action.kind))
        rolled.actions.push_back(TRY(roll_back(live, journal, row)));
    if (!rolled.actions.empty()) all.push_back(std::move(rolled));
  }
  return all;
}

}  // namespace queuehound
