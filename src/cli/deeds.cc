#include "cli/deeds.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>

#include "apply/blocked_now.h"
#include "apply/journal.h"
#include "base/text.h"
#include "remedy/after_reset.h"
#include "remedy/plan.h"

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

// A block that ended by itself is done no longer.
bool is_over(const JournalledAction& row, Time now) {
  const auto until = row.before.find("until");
  if (row.action.kind != ActionKind::block_address || until == row.before.end()) return false;
  const auto end = parse_number<std::int64_t>(until->second);
  return end && Time(seconds(*end)) <= now;
}

// Of a block only the addresses that are still ours: not what somebody else blocked before, nor
// what was let in again since. What two actions about one incident want is told once.
std::vector<std::string> targets_of(const std::vector<JournalledAction>& rows, std::size_t at,
                                    const std::vector<OurBlock>& ours, Time now) {
  if (rows[at].action.kind != ActionKind::block_address) return {rows[at].action.target};
  std::vector<std::string> targets;
  for (const OurBlock& block : ours) {
    if (block.row != at) continue;
    const auto wanting = std::ranges::equal_range(ours, block.network, {}, &OurBlock::network);
    const bool is_told = std::ranges::any_of(wanting, [&](const OurBlock& other) {
      return other.row < at && rows[other.row].action.incident == rows[at].action.incident &&
             !is_over(rows[other.row], now);
    });
    if (!is_told) targets.push_back(to_text(block.network));
  }
  std::ranges::sort(targets);
  return targets;
}

// The deeds are oldest first, and the last password is the one that counts: a thief may have got
// hold of the one before it.
void heed_new_password(const Server& server, Incident& incident) {
  const std::string_view reset = action_name(ActionKind::reset_password);
  const auto deeds = std::views::reverse(incident.deeds);
  const auto last = std::ranges::find(deeds, reset, &Deed::action);
  if (last != deeds.end() && believe_new_password(incident, last->at))
    incident.plan = plan_for(incident, server);
}

}  // namespace

void name_deeds(const LiveServer& live, ScanResult& result) {
  const auto journal = Journal::open_to_read(live.state_directory);
  if (!journal) return;
  const auto rows = journal->actions({.states = {ActionState::done}});
  if (!rows) return;
  const std::vector<OurBlock> ours = our_blocks(*rows);
  std::size_t looks = 0;
  for (std::size_t at = rows->size(); at-- > 0;) {
    const JournalledAction& row = (*rows)[at];
    std::vector<std::string> targets = targets_of(*rows, at, ours, live.now);
    if (row.action.kind == ActionKind::advise || targets.empty() || is_over(row, live.now))
      continue;
    const bool may_look = is_looked_at(row.action.kind) && looks++ < kMostLooks;
    std::string now = may_look ? now_of(live, row) : "";
    const auto incident = std::ranges::find(result.incidents, row.action.incident, &Incident::id);
    if (incident != result.incidents.end())
      incident->deeds.insert(incident->deeds.begin(),
                             {row.id(), std::string(action_name(row.action.kind)),
                              std::move(targets), row.ended, row.text, std::move(now)});
    else if (!now.empty())
      result.notes.push_back(fmt::format("what {} did no longer holds: {}", row.id(), now));
  }
  for (Incident& incident : result.incidents) heed_new_password(live.server, incident);
}

}  // namespace queuehound
