#include "apply/perform.h"

#include <fmt/format.h>

#include "apply/kept_too.h"

namespace queuehound {
namespace {

std::string said_in(const Record& after, const Action& action) {
  const auto said = after.find("text");
  return said == after.end() ? std::string(action_name(action.kind)) : said->second;
}

// Out of what is kept, into what is shown once.
Record take_secrets(Record& after) {
  Record secrets;
  for (auto row = after.lower_bound(kSecretName);
       row != after.end() && row->first.starts_with(kSecretName); row = after.erase(row))
    secrets[row->first.substr(kSecretName.size())] = row->second;
  return secrets;
}

Performed not_done(const JournalledAction& row, ActionState state, const Error& error) {
  return {row.id(), state, error.text, error.kind, {}, false};
}

// Done, and whether it is still so.
Performed looked_at(const LiveServer& live, const Doing& doing, const JournalledAction& row,
                    const Record& before, const Record& after, const std::string& text) {
  Performed performed{row.id(), ActionState::done, text, Error::Kind::failed, {}, true, {}};
  if (doing.verify == nullptr) return performed;
  const auto found = doing.verify(live, row.action, before, after);
  performed.verified = found ? *found : found.error().text;
  performed.holds = found.has_value();
  if (!found) performed.why = found.error().kind;
  return performed;
}

Result<Performed> act_and_settle(const LiveServer& live, Journal& journal, const Doing& doing,
                                 const JournalledAction& row, const Record& before) {
  const NoteProgress note = [&](const Record& progress) {
    return journal.note_progress(row.number, progress, live.now);
  };
  Result<Record> after = doing.act(live, row.action, before, note);
  if (!after) {
    TRY(journal.end(row.number, ActionState::failed, {}, after.error().text, live.now));
    return not_done(row, ActionState::failed, after.error());
  }
  Record secrets = take_secrets(*after);
  const std::string text = said_in(*after, row.action);
  if (const auto ended = journal.end(row.number, ActionState::done, *after, text, live.now); !ended)
    return fail(ended.error().kind,
                fmt::format("{} was done ({}), but the journal could not be told: {}\n  make it "
                            "writable, then apply again: that finishes it",
                            row.id(), text, ended.error().text));
  Performed performed = looked_at(live, doing, row, before, *after, text);
  performed.secrets = std::move(secrets);
  return performed;
}

// Addresses are what several actions may want at once.
Result<std::vector<StandingAction>> standing_beside(const Journal& journal,
                                                    const JournalledAction& undone) {
  std::vector<StandingAction> standing;
  if (undone.action.kind != ActionKind::block_address) return standing;
  for (JournalledAction& row : TRY(journal.actions(
           {.kind = undone.action.kind, .states = {ActionState::begun, ActionState::done}})))
    if (row.number != undone.number)
      standing.push_back(
          {row.id(), row.action.reason, std::move(row.before), std::move(row.after)});
  return standing;
}

Error no_code(const JournalledAction& row) {
  return {Error::Kind::refused,
          fmt::format("this version cannot do {}: do it by hand", action_name(row.action.kind))};
}

}  // namespace

bool has_rest(const JournalledAction& row) {
  const auto rest = row.after.find(kRest);
  return row.state == ActionState::done && rest != row.after.end() && rest->second != "0";
}

Result<Performed> perform(const LiveServer& live, Journal& journal, const Action& action,
                          std::int64_t plan) {
  return perform(live, journal, TRY(journal.add_action(action, plan)));
}

Result<Performed> perform(const LiveServer& live, Journal& journal, const JournalledAction& row) {
  using enum ActionState;
  if (row.state == undone || row.state == undoing)
    return not_done(row, row.state, {Error::Kind::refused, row.text});
  const Doing* doing = doing_of(row.action.kind);
  if (doing == nullptr) return not_done(row, planned, no_code(row));
  if (row.state == done && !has_rest(row))
    return looked_at(live, *doing, row, row.before, row.after, row.text);
  // Tried before, cut off or failed half-way: only the record of the first try can undo it.
  if (row.state == begun) return act_and_settle(live, journal, *doing, row, row.before);
  const Result<Record> before = row.state == failed || row.state == done
                                    ? Result<Record>(row.before)
                                    : doing->prepare(live, row.action);
  if (!before) return not_done(row, row.state, before.error());
  TRY(journal.begin(row.number, *before, who_am_i(), live.now));
  return act_and_settle(live, journal, *doing, row, *before);
}

Result<Performed> take_back(const LiveServer& live, Journal& journal, const JournalledAction& row,
                            const UndoOptions& options) {
  if (row.state == ActionState::planned)
    return not_done(row, row.state, {Error::Kind::gone, "it was never begun"});
  if (row.state == ActionState::undone)
    return not_done(row, row.state, {Error::Kind::gone, "it is undone already"});
  const Doing* doing = doing_of(row.action.kind);
  if (doing == nullptr || doing->undo == nullptr)
    return not_done(row, row.state,
                    {Error::Kind::refused, fmt::format("there is nothing to undo about {}",
                                                       action_name(row.action.kind))});
  TRY(journal.begin_undo(row.number, options.who.empty() ? who_am_i() : options.who, live.now));
  UndoOptions known = options;
  known.progress = TRY(journal.progress(row.number));
  known.is_again = row.state == ActionState::undoing;
  known.standing = TRY(standing_beside(journal, row));
  TRY(look_who_keeps_too(live, journal, *doing, row, known));
  const auto undone = doing->undo(live, row.action, row.before, row.after, known);
  if (undone) {
    TRY(leave_to_others(live, journal, *doing, row, known));
    const bool is_whole = undone->lost.empty();
    const std::string text = undone->text + (is_whole ? "" : "; " + undone->lost);
    TRY(journal.end_undo(row.number, text, live.now));
    return Performed{row.id(), ActionState::undone, text, Error::Kind::gone, {}, is_whole};
  }
  Error error = undone.error();
  // Refused: untouched. Anything else may have come half-way, and is to be tried again.
  if (error.kind == Error::Kind::refused) {
    error.text += TRY(changed_since_by(journal, row));
    if (row.state != ActionState::undoing)
      TRY(journal.give_up_undo(row.number, row.state));
    else if (doing->is_undone_at_once)
      TRY(journal.give_up_undo(row.number,
                               row.after.empty() ? ActionState::failed : ActionState::done));
  }
  return not_done(row, row.state, error);
}

Result<Performed> take_back(const LiveServer& live, Journal& journal, std::int64_t action,
                            const UndoOptions& options) {
  const auto found = TRY(journal.actions({.number = action}));
  if (found.empty())
    return fail(Error::Kind::gone, fmt::format("the journal knows no A-{}", action));
  return take_back(live, journal, found.front(), options);
}

Result<std::vector<JournalledAction>> cut_off(const Journal& journal) {
  return journal.actions({.states = {ActionState::begun, ActionState::undoing}});
}

Result<std::vector<Performed>> finish(const LiveServer& live, Journal& journal) {
  std::vector<Performed> all;
  for (const JournalledAction& row : TRY(cut_off(journal)))
    all.push_back(row.state == ActionState::undoing ? TRY(take_back(live, journal, row))
                                                    : TRY(perform(live, journal, row)));
  return all;
}

}  // namespace queuehound
