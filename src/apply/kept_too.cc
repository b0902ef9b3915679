#include "apply/kept_too.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace queuehound {
namespace {

constexpr std::string_view kInherited = "own:";  // and the name, in what the journal notes of it

Record inherited_of(const std::vector<Record>& progress) {
  Record inherited;
  for (const Record& noted : progress)
    for (auto row = noted.lower_bound(kInherited);
         row != noted.end() && row->first.starts_with(kInherited); ++row)
      inherited[row->first.substr(kInherited.size())] = row->second;
  return inherited;
}

Record all_own(const Keeping& keeping, const UndoOptions& options) {
  Record own = keeping.own;
  own.insert(options.inherited.begin(), options.inherited.end());
  return own;
}

// Kinds that change the same place of a target: a crontab, a password.
constexpr std::array kByTurns{std::pair{ActionKind::disable_cron, ActionKind::disable_cron},
                              std::pair{ActionKind::reset_password, ActionKind::suspend_login}};

bool is_by_turns(ActionKind one, ActionKind other) {
  return std::ranges::any_of(kByTurns, [&](const auto& kinds) {
    const auto holds = [&](ActionKind kind) { return kind == kinds.first || kind == kinds.second; };
    return holds(one) && holds(other);
  });
}

}  // namespace

Result<> look_who_keeps_too(const LiveServer& live, const Journal& journal, const Doing& doing,
                            const JournalledAction& undone, UndoOptions& options) {
  if (doing.keeping == nullptr) return {};
  options.inherited = inherited_of(options.progress);
  const Keeping mine = doing.keeping(live, undone.action, undone.before);
  const Record own = all_own(mine, options);
  const std::set<std::string> wanted(mine.wanted.begin(), mine.wanted.end());
  for (const JournalledAction& row : TRY(journal.actions(
           {.kind = undone.action.kind,
            .states = {ActionState::begun, ActionState::done, ActionState::undoing}}))) {
    if (row.number == undone.number) continue;
    const Keeping other = doing.keeping(live, row.action, row.before);
    if (other.place != mine.place) continue;
    for (const std::string& name : other.wanted) {
      // Who is being undone himself inherits nothing, but gives free what is his alone.
      const bool is_heir = row.state != ActionState::undoing || !own.contains(name);
      if (is_heir && wanted.contains(name)) options.kept_too.try_emplace(name, row.id());
    }
  }
  return {};
}

Result<> leave_to_others(const LiveServer& live, Journal& journal, const Doing& doing,
                         const JournalledAction& undone, const UndoOptions& options) {
  if (doing.keeping == nullptr) return {};
  std::map<std::string, Record> shares;
  for (const auto& [name, how] :
       all_own(doing.keeping(live, undone.action, undone.before), options)) {
    const auto heir = options.kept_too.find(name);
    if (heir != options.kept_too.end()) shares[heir->second][std::string(kInherited) + name] = how;
  }
  for (const auto& [heir, share] : shares)
    if (const auto number = parse_journal_id('A', heir))
      TRY(journal.note_progress(*number, share, live.now));
  return {};
}

Result<std::string> changed_since_by(const Journal& journal, const JournalledAction& refused) {
  std::string last;
  for (const JournalledAction& row :
       TRY(journal.actions({.states = {ActionState::begun, ActionState::done}})))
    if (is_by_turns(row.action.kind, refused.action.kind) &&
        row.action.target == refused.action.target && row.begun >= refused.begun &&
        row.number > refused.number)
      last = row.id();
  return last.empty() ? "" : fmt::format("; {} changed it since: undo that first", last);
}

Record to_be_freed(const Keeping& keeping, const UndoOptions& options) {
  Record names = all_own(keeping, options);
  std::erase_if(names, [&](const auto& row) { return options.kept_too.contains(row.first); });
  return names;
}

std::string keepers_of(const UndoOptions& options) {
  std::set<std::int64_t> numbers;
  for (const auto& [name, id] : options.kept_too)
    numbers.insert(parse_journal_id('A', id).value_or(0));
  std::vector<std::string> ids;
  for (const std::int64_t number : numbers) ids.push_back(fmt::format("A-{}", number));
  return fmt::format("{}", fmt::join(ids, " and "));
}

}  // namespace queuehound
