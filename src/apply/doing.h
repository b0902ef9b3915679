// How one kind of action is done and undone: a row of functions. src/apply is the only code that
// changes the server; it takes `Action` values and nothing else, and only cli (and later daemon)
// may include it.
//
// The order, whatever the kind: prepare → journal "begun" with the record it returned, durable →
// act → journal "done" → verify. A crash between any two instructions leaves a journal from which
// `act` is called again with the same record (it must find out for itself how far it came), or
// `undo` is: both must be right whether act never ran, ran half, or ran whole.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "base/time.h"
#include "host/server.h"
#include "remedy/action.h"

namespace queuehound {

// Where the change happens. Always the live server: a copied tree is never changed.
struct LiveServer {
  const RootDir& root;
  const Server& server;
  std::string state_directory;  // /var/lib/queuehound, 0700: the journal and what undo needs
  Time now{};
};

// Tells the journal, durably, how far a long action came; `apply` passes one in. Called from one
// thread at a time.
using NoteProgress = std::function<Result<void>(const Record& progress)>;

// Another action of the same kind, done and not undone.
struct StandingAction {
  std::string id = {}, reason = {};  // "A-12"
  Record before = {}, after = {};
};

struct UndoOptions {
  bool force = false;    // also where the world changed since
  std::string who = {};  // for the journal; "": whoever runs this
  // What the journal holds of the action beside its two records; take_back fills it in.
  std::vector<Record> progress = {};          // noted while it ran and since, oldest first
  bool is_again = false;                      // an earlier undo of it was cut off
  std::vector<StandingAction> standing = {};  // of blocks alone, oldest first
};

// A name that begins so, in the record that act returns, is for whoever asked: shown once on the
// terminal, never journalled, never in JSON ("secret:password" → the new password).
constexpr std::string_view kSecretName = "secret:";

// How many messages Exim was busy with, in the record that act returns: performed again, the same
// action takes them.
constexpr std::string_view kRest = "rest";

struct Doing {
  ActionKind kind = ActionKind::advise;

  // Looks, changes nothing. The record holds all that act must find unchanged and undo needs.
  // Kind::refused: this server cannot do it, or the target is not what the plan thought; the text
  // says why and what the next best is.
  Result<Record> (*prepare)(const LiveServer& live, const Action& action) = nullptr;

  // Idempotent. The record says what was done ("moved" → "1759"); "text" is the sentence shown.
  // Kind::refused: the facts changed since prepare; nothing was changed.
  Result<Record> (*act)(const LiveServer& live, const Action& action, const Record& before,
                        const NoteProgress& note) = nullptr;

  // Looks again whether it holds: the sentence shown, or an Error with what is not so.
  Result<std::string> (*verify)(const LiveServer& live, const Action& action, const Record& before,
                                const Record& after) = nullptr;

  // Restores exactly. Idempotent. Kind::refused: the world changed since (`difference` says how);
  // nothing was changed. The sentence shown.
  Result<std::string> (*undo)(const LiveServer& live, const Action& action, const Record& before,
                              const Record& after, const UndoOptions& options) = nullptr;

  // What is different now from what act left, a line each; empty: nothing.
  std::string (*difference)(const LiveServer& live, const Action& action, const Record& before,
                            const Record& after) = nullptr;
};

// nullptr: no code for this kind.
const Doing* doing_of(ActionKind kind);

}  // namespace queuehound
