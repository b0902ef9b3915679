// What was planned, begun, done and undone, by whom: on disk before it is true of the server. One
// SQLite file in the state directory, written by one process at a time.
//
// SQLite's write-ahead log is used, synchronous=FULL: each commit is one checksummed append and one
// sync, and the main file is not touched meanwhile. A torn or lost tail of the log costs the
// commits that never returned, and nothing else; with a rollback journal a torn tail can leave the
// main file half written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/database.h"
#include "base/fd.h"
#include "base/result.h"
#include "base/time.h"
#include "remedy/action.h"

namespace queuehound {

// planned → begun → done or failed → undoing → undone. Found begun or undoing, with nobody at it:
// it was cut off, and perform.h's finish or take_back is due.
enum class ActionState : std::uint8_t { planned, begun, done, failed, undoing, undone };
std::string_view state_name(ActionState state);  // "begun"

struct JournalledAction {
  std::int64_t number = 0;
  std::int64_t plan = 0;  // 0: asked for by a person, without a plan
  Action action;
  ActionState state = ActionState::planned;
  Record before, after;             // what prepare and act returned
  std::string text;                 // the sentence shown when it was done; why it failed
  std::string who;                  // began it: "alice (root) on pts/3"
  std::string undone_by;            // began to undo it
  Time begun{}, ended{}, undone{};  // 1970: not yet
  std::string id() const;           // "A-11"
};

struct JournalledPlan {
  std::int64_t number = 0;
  std::string incident = {};  // "I-3f9a2c"
  std::string subject = {};   // "script:/path": what to ask for to see it again
  std::string facts = {};     // what must not have changed when it is applied (remedy/plan_facts)
  Time created{}, valid_until{};
  Time applied{};          // first; 1970: never
  Time confirm_until{};    // 1970: nobody needs to confirm
  Time confirmed{};        // 1970: not
  std::string id() const;  // "P-3"
};

// The number in "A-11"; any case of the letter. Nothing: it is no such id.
std::optional<std::int64_t> parse_journal_id(char letter, std::string_view text);

struct ActionFilter {  // what is left empty fits all
  std::optional<std::int64_t> number = {}, plan = {};
  std::string incident = {};
  std::optional<ActionKind> kind = {};
  std::vector<ActionState> states = {};
};

class Journal {
 public:
  // For looking: no lock, waits for nobody. Kind::gone: nothing was ever journalled here.
  static Result<Journal> open_to_read(const std::string& state_directory);

  // For changing: makes the directory (0700) and the file (0600) where they are missing, brings an
  // older file up to date, and holds the lock until it is destroyed. Kind::refused: another
  // queuehound holds it, or the directory is not ours alone; the text says which and what to do.
  static Result<Journal> open_to_write(const std::string& state_directory);

  // Numbers are given in order and never twice.
  Result<JournalledPlan> add_plan(JournalledPlan plan, const std::vector<Action>& actions);
  Result<JournalledAction> add_action(const Action& action, std::int64_t plan);

  Result<std::optional<JournalledPlan>> plan(std::int64_t number) const;
  Result<std::vector<JournalledPlan>> plans() const;                                // oldest first
  Result<std::vector<JournalledAction>> actions(const ActionFilter& filter) const;  // oldest first

  // Before it is begun: a queue goes on changing after its plan was made.
  Result<> choose_messages(std::int64_t number, const Action& action);

  // Each is durable when it returns.
  Result<> begin(std::int64_t action, const Record& before, std::string_view who, Time now);
  Result<> note_progress(std::int64_t action, const Record& progress, Time now);
  Result<std::vector<Record>> progress(std::int64_t action) const;  // oldest first
  Result<> end(std::int64_t action, ActionState state, const Record& after, std::string_view text,
               Time now);
  Result<> begin_undo(std::int64_t action, std::string_view who, Time now);
  Result<> end_undo(std::int64_t action, std::string_view text, Time now);
  // Back to what it was: the undo was refused and nothing was changed.
  Result<> give_up_undo(std::int64_t action, ActionState state);

  Result<> mark_applied(std::int64_t plan, Time now, Time confirm_until);
  Result<> mark_confirmed(std::int64_t plan, Time now);

 private:
  Journal(Fd lock, Database database) : lock_(std::move(lock)), database_(std::move(database)) {}
  Result<std::int64_t> insert(const Action& action, std::int64_t plan);
  Fd lock_;  // none when only reading
  Database database_;
};

// "alice (root) on pts/3": who started us, by sudo's word where there is one.
std::string who_am_i();

}  // namespace queuehound
