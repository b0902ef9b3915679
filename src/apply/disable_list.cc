// disable_list: emergency moderation. Posts are held for the list's moderator, none is lost.
#include <fmt/format.h>

#include "apply/account_doings.h"
#include "apply/kept_too.h"
#include "apply/mailman.h"
#include "base/text.h"

namespace queuehound {
namespace {

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const ManagedList list = TRY(find_managed_list(live, to_lower(action.target)));
  return Record{{"was", TRY(read_emergency(list))}};
}

// Looked up again: the server may have been changed since the journal was written.
Result<ManagedList> list_of(const LiveServer& live, const Action& action) {
  return find_managed_list(live, to_lower(action.target));
}

std::string_view was(const Record& before) {
  const auto found = before.find("was");
  return found == before.end() ? std::string_view("0") : std::string_view(found->second);
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress& /*note*/) {
  const ManagedList list = TRY(list_of(live, action));
  if (means_on(was(before)))
    return Record{{"text", action.target + " was in emergency moderation before: left so"}};
  TRY(set_emergency(list, "1"));
  return Record{{"text", fmt::format("every post to {} now waits for its moderator (Mailman {}, "
                                     "emergency moderation)",
                                     action.target, list.mailman)}};
}

Result<std::string> verify(const LiveServer& live, const Action& action, const Record& /*before*/,
                           const Record& /*after*/) {
  const ManagedList list = TRY(list_of(live, action));
  const std::string value = TRY(read_emergency(list));
  if (!means_on(value))
    return fail(Error::Kind::failed, "Mailman says that emergency moderation is off");
  return "Mailman says so too";
}

Keeping keeping(const LiveServer& /*live*/, const Action& action, const Record& before) {
  const std::string name = to_lower(action.target);
  Keeping kept{"list", {name}, {}};
  if (!means_on(was(before))) kept.own.emplace(name, was(before));
  return kept;
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record& /*after*/, const UndoOptions& options) {
  const ManagedList list = TRY(list_of(live, action));
  const std::string now = TRY(read_emergency(list));
  if (!means_on(now)) return action.target + " had been opened again already";
  if (!options.kept_too.empty())
    return fmt::format("{} stays in emergency moderation: {} wanted it too", action.target,
                       keepers_of(options));
  const Record freed = to_be_freed(keeping(live, action, before), options);
  if (freed.empty()) return action.target + " was so before queuehound came: left so";
  TRY(set_emergency(list, freed.begin()->second));
  return action.target + " takes posts again; what waited is the moderator's to let through";
}

std::string difference(const LiveServer& live, const Action& action, const Record& /*before*/,
                       const Record& /*after*/) {
  const auto list = list_of(live, action);
  if (!list) return list.error().text + "\n";
  const auto now = read_emergency(*list);
  if (!now) return now.error().text + "\n";
  return means_on(*now) ? "" : "emergency moderation was switched off meanwhile\n";
}

}  // namespace

Doing disable_list_doing() {
  return {ActionKind::disable_list, prepare, act, verify, undo, difference, keeping, true};
}

}  // namespace queuehound
