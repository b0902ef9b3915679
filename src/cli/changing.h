// How every command that changes the server begins: the journal is ours, what is overdue is undone,
// and what an earlier run left half done is named.
#pragma once

#include "apply/journal.h"
#include "apply/perform.h"
#include "report/plan_report.h"

namespace queuehound {

// Opens the journal to write. What it rolled back, and what was cut off, is told on standard error.
Result<Journal> open_to_change(const LiveServer& live);

StepOutcome outcome_of(const Performed& performed, const Action& action);

}  // namespace queuehound
