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
#include <map>
#include <string>
#include <string_view>
#include <utility>
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
  // Of what it keeps (Keeping): a name to the action that keeps it too ("A-12"), and what actions
  // undone before left to this one.
  std::map<std::string, std::string> kept_too = {};
  Record inherited = {};
};

// What an action keeps held, closed or frozen, by names that mean something in `place` alone.
// Others may want one of them kept too: it is given free when the last of them is undone.
struct Keeping {
  std::string place = {};
  std::vector<std::string> wanted = {};
  Record own = {};  // those that it found free, to how it left them ("wait"); never of strangers
};

// What an undo did. `lost`: what nobody can put back any more, so that the undo is over but not
// whole.
struct Undone {
  std::string text;
  std::string lost = {};
  Undone(std::string said, std::string gone = {}) : text(std::move(said)), lost(std::move(gone)) {}
  Undone(const char* said) : text(said) {}
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
  // nothing was changed.
  Result<Undone> (*undo)(const LiveServer& live, const Action& action, const Record& before,
                         const Record& after, const UndoOptions& options) = nullptr;

  // What is different now from what act left, a line each; empty: nothing.
  std::string (*difference)(const LiveServer& live, const Action& action, const Record& before,
                            const Record& after) = nullptr;

  // nullptr: no two actions of this kind can want one thing kept (the second finds nothing to do,
  // and is refused), or (addresses) they are told of each other by `standing`.
  Keeping (*keeping)(const LiveServer& live, const Action& action, const Record& before) = nullptr;

  // One file replaced, or one word to a panel: an undo that was cut off and is refused when it is
  // tried again did nothing, and the action stands as it did.
  bool is_undone_at_once = false;
};

// nullptr: no code for this kind.
const Doing* doing_of(ActionKind kind);

}  // namespace queuehound
