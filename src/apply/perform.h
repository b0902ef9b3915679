// One action from plan to deed, and back, with the journal written first. What each kind does is
// in its Doing (apply/doing.h); the order is here, once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"
#include "apply/journal.h"

namespace queuehound {

struct Performed {
  std::string id;  // "A-11"
  ActionState state = ActionState::planned;
  // done: what was done. failed: why not. planned: this server cannot do it or the facts are
  // others, and nothing was begun.
  std::string text;
  Error::Kind why = Error::Kind::failed;  // where it is not done
  std::string verified;                   // done: what a second look found
  bool holds = false;                     // done: and it is so; undone: all of it
  // Names (kSecretName taken off) to what only this terminal may show, once: nowhere kept.
  Record secrets = {};
};

// prepare → "begun" on disk → act → "done" on disk → verify. An Error means that the journal could
// not be written: nothing more should be changed then. What an action itself could not do is no
// Error here, and never stops the next.
Result<Performed> perform(const LiveServer& live, Journal& journal, const Action& action,
                          std::int64_t plan = 0);
// The same for one that is in the journal already; done ones are only
// looked at, begun ones finished.
Result<Performed> perform(const LiveServer& live, Journal& journal, const JournalledAction& row);

// Done, but for messages that Exim was busy with: performed again, it takes those as well.
bool has_rest(const JournalledAction& row);

// Restores what an action changed: one done, failed half-way, or cut off. Kind::refused in `why`:
// the world changed since (the text says how), and nothing was touched.
Result<Performed> take_back(const LiveServer& live, Journal& journal, const JournalledAction& row,
                            const UndoOptions& options = {});
Result<Performed> take_back(const LiveServer& live, Journal& journal, std::int64_t action,
                            const UndoOptions& options = {});

// Actions that a crash cut off: begun, or being undone, and nobody at it (we hold the lock).
Result<std::vector<JournalledAction>> cut_off(const Journal& journal);

// Carries all of them to their end: what was begun is done, what was being undone is undone.
Result<std::vector<Performed>> finish(const LiveServer& live, Journal& journal);

}  // namespace queuehound
