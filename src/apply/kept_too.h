// What two actions want kept stays so until both are undone, in either order: who is undone first
// leaves what it came to hold to the other.
#pragma once

#include "apply/doing.h"
#include "apply/journal.h"

namespace queuehound {

// Fills in kept_too and inherited of `options`.
Result<> look_who_keeps_too(const LiveServer& live, const Journal& journal, const Doing& doing,
                            const JournalledAction& undone, UndoOptions& options);

// After the undo, before it is journalled as undone: cut off between, the undo runs again.
Result<> leave_to_others(const LiveServer& live, Journal& journal, const Doing& doing,
                         const JournalledAction& undone, const UndoOptions& options);

// Some kinds change one place by turns, and are put back in the opposite order. Who changed it
// since: "; A-9 changed it since: undo that first", or "".
Result<std::string> changed_since_by(const Journal& journal, const JournalledAction& refused);

// For the undo of a kind that keeps: its own and what it inherited, but for what others keep too.
Record to_be_freed(const Keeping& keeping, const UndoOptions& options);

// "A-3 and A-7", each once.
std::string keepers_of(const UndoOptions& options);

}  // namespace queuehound
