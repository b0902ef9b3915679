#include "cli/deeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "apply/journal.h"
#include "base/text.h"
#include "remedy/actions.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostLooks = 200;

// Kinds whose second look reads files and runs nothing.
bool is_looked_at(ActionKind kind) {
  constexpr std::array kKinds{ActionKind::seal_script, ActionKind::disable_cron};
  return std::ranges::find(kKinds, kind) != kKinds.end();
}

std::string now_of(const LiveServer& live, const JournalledAction& row) {
  const Doing* doing = doing_of(row.action.kind);
  if (!is_looked_at(row.action.kind) || doing == nullptr || doing->verify == nullptr) return {};
  const auto found = doing->verify(live, row.action, row.before, row.after);
  return found ? "" : found.error().text;
}

Deed deed_of(const JournalledAction& row, std::string now) {
  Deed deed{row.id(),
            std::string(action_name(row.action.kind)),
            addresses_of(row.action),
            row.ended,
            row.text,
            std::move(now)};
  if (deed.targets.empty()) deed.targets.push_back(row.action.target);
  return deed;
}

// A block that ended by itself is done no longer.
bool is_over(const JournalledAction& row, Time now) {
  const auto until = row.before.find("until");
  if (row.action.kind != ActionKind::block_address || until == row.before.end()) return false;
  const auto end = parse_number<std::int64_t>(until->second);
  return end && Time(seconds(*end)) <= now;
}

}  // namespace

void name_deeds(const LiveServer& live, ScanResult& result) {
  const auto journal = Journal::open_to_read(live.state_directory);
  if (!journal) return;
  const auto rows = journal->actions({.states = {ActionState::done}});
  if (!rows) return;
  std::size_t looks = 0;
  for (const JournalledAction& row : *rows | std::views::reverse) {
    if (row.action.kind == ActionKind::advise || is_over(row, live.now)) continue;
    const bool may_look = is_looked_at(row.action.kind) && looks++ < kMostLooks;
    std::string now = may_look ? now_of(live, row) : "";
    const auto incident = std::ranges::find(result.incidents, row.action.incident, &Incident::id);
    if (incident != result.incidents.end())
      incident->deeds.insert(incident->deeds.begin(), deed_of(row, std::move(now)));
    else if (!now.empty())
      result.notes.push_back(fmt::format("what {} did no longer holds: {}", row.id(), now));
  }
}

}  // namespace queuehound
