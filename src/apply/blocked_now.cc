#include "apply/blocked_now.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <set>
#include <span>
#include <utility>

#include "apply/block_backend.h"
#include "apply/block_wish.h"

namespace queuehound {
namespace {

// Cut off or failed half-way counts: something may be blocked.
bool may_hold(const JournalledAction& row) {
  return row.action.kind == ActionKind::block_address && row.state != ActionState::planned &&
         row.state != ActionState::undone;
}

std::set<const BlockBackend*> backends_to_ask(const LiveServer& live,
                                              const std::vector<JournalledAction>& rows) {
  std::set<const BlockBackend*> asked;
  for (const BlockBackend& backend : block_backends())
    if (backend.is_installed() && (backend.why_not(live, IpFamily::v4).empty() ||
                                   backend.why_not(live, IpFamily::v6).empty()))
      asked.insert(&backend);
  std::set<std::string_view> named;
  for (const JournalledAction& row : rows)
    for (const std::string_view name : {"backend4", "backend6"})
      if (const auto found = row.before.find(name); may_hold(row) && found != row.before.end())
        named.insert(found->second);
  for (const std::string_view name : named) {
    const BlockBackend* backend = find_block_backend(name);
    if (backend != nullptr && backend->is_installed()) asked.insert(backend);
  }
  return asked;
}

using Shown = std::map<std::pair<std::string_view, IpNetwork>, BlockedAddress>;

Result<Shown> ask_backends(const LiveServer& live, const std::vector<JournalledAction>& rows) {
  Shown shown;
  for (const BlockBackend* backend : backends_to_ask(live, rows))
    for (BlockedAddress& one : TRY(backend->list(live)))
      shown.emplace(std::pair(backend->name, one.network), one);
  return shown;
}

// Ours, and taken out of `shown` where it is there.
BlockedNow look_up(const OurBlock& block, const BlockDone& done, Shown& shown) {
  BlockedNow now{block.network, std::string(done.backend_of(block.network)), block.row, done.until};
  const auto found = shown.find(std::pair(std::string_view(now.backend), block.network));
  const BlockBackend* backend = find_block_backend(now.backend);
  now.holds = found != shown.end() && backend != nullptr &&
              (!backend->is_marked || found->second.tag == done.tag);
  if (!now.holds) return now;
  if (found->second.until) now.until = found->second.until;
  now.hits = found->second.hits;
  shown.erase(found);
  return now;
}

}  // namespace

std::vector<OurBlock> our_blocks(const std::vector<JournalledAction>& rows) {
  std::map<IpNetwork, std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!may_hold(rows[i])) continue;
    for (const IpNetwork& network : wanted_by(rows[i].before, rows[i].after))
      if (is_unblock(rows[i].before))
        blocks.erase(network);
      else
        blocks[network].push_back(i);
  }
  std::vector<OurBlock> all;
  for (const auto& [network, wanting] : blocks)
    for (const std::size_t row : std::views::reverse(wanting)) all.push_back({network, row});
  return all;
}

namespace {

// One address, and whose of all that want it the firewall says it is; the newest where it says
// nothing. Nothing: none of them ever blocked it by itself.
class Owner {
 public:
  Owner(const std::vector<JournalledAction>& rows, const Shown& shown)
      : rows_(rows), all_shown_(shown) {}

  std::optional<BlockedNow> of(std::span<const OurBlock> wanting, Shown& shown) {
    std::optional<BlockedNow> first;
    for (const OurBlock& block : wanting) {
      BlockedNow now = look_up(block, done_of(block.row), shown);
      if (now.holds) return now;
      // Asked for and refused by the firewall: nobody took it out, it never was there.
      const bool was_refused = rows_[block.row].state == ActionState::failed;
      if (!first && !was_refused && !is_within_another(now)) first = std::move(now);
    }
    return first;
  }

 private:
  // One action may hold thousands: each record is read once.
  const BlockDone& done_of(std::size_t row) {
    auto known = done_.find(row);
    if (known == done_.end()) known = done_.emplace(row, parse_block_done(rows_[row].before)).first;
    return known->second;
  }

  // A network around it is blocked: one that was before it, or to which it gave way.
  bool is_within_another(const BlockedNow& now) const {
    return std::ranges::any_of(all_shown_, [&](const auto& one) {
      return one.first.first == now.backend && one.first.second != now.network &&
             one.first.second.contains(now.network);
    });
  }

  const std::vector<JournalledAction>& rows_;
  const Shown all_shown_;
  std::map<std::size_t, BlockDone> done_;
};

}  // namespace

Result<std::vector<BlockedNow>> blocked_now(const LiveServer& live,
                                            const std::vector<JournalledAction>& rows) {
  Shown shown = TRY(ask_backends(live, rows));
  Owner owner(rows, shown);
  std::vector<BlockedNow> all;
  const std::vector<OurBlock> ours = our_blocks(rows);
  for (std::size_t from = 0, to = 0; from < ours.size(); from = to) {
    while (to < ours.size() && ours[to].network == ours[from].network) ++to;
    if (auto now = owner.of(std::span(ours).subspan(from, to - from), shown))
      all.push_back(*std::move(now));
  }
  for (const auto& [key, one] : shown)
    all.push_back({one.network, std::string(key.first), {}, one.until, one.hits, true, one.tag});
  return all;
}

std::vector<JournalledAction> overdue_blocks(const std::vector<JournalledAction>& rows, Time now) {
  std::vector<JournalledAction> overdue;
  std::ranges::copy_if(rows, std::back_inserter(overdue), [&](const JournalledAction& row) {
    if (!may_hold(row) || is_unblock(row.before)) return false;
    const auto until = parse_block_done(row.before).until;
    return until && *until <= now;
  });
  return overdue;
}

bool has_timed_blocks(const std::vector<JournalledAction>& rows) {
  return std::ranges::any_of(rows, [](const JournalledAction& row) {
    return may_hold(row) && !is_unblock(row.before) && parse_block_done(row.before).until &&
           !wanted_by(row.before, row.after).empty();
  });
}

}  // namespace queuehound
