// Changes to firewall and logins that somebody must confirm in time, since they may have locked out
// whoever made them. A guard process undoes them when nobody does; where it died (with the
// machine), the next command that changes anything does it first.
#pragma once

#include <vector>

#include "apply/perform.h"

namespace queuehound {

bool needs_confirmation(ActionKind kind);

// Its time passed, and nobody confirmed.
bool is_overdue(const JournalledPlan& plan, Time now);

struct RolledBack {
  JournalledPlan plan;
  std::vector<Performed> actions;  // newest first; what could not be undone says why
};
// All plans that are overdue. What was undone already is left alone.
Result<std::vector<RolledBack>> roll_back_overdue(const LiveServer& live, Journal& journal);

}  // namespace queuehound
