// Doing and undoing block_address: whom to spare, which firewall, and that it truly blocks.
#include "apply/block_address.h"
#include "apply/block_wish.h"

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "apply/block_backend.h"
#include "apply/block_heirs.h"
#include "apply/block_timer.h"
#include "apply/lifelines.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostNamed = 5;  // of many addresses, in one sentence

std::string named(const std::vector<std::string>& texts) {
  const auto shown = texts.size() > kMostNamed ? kMostNamed : texts.size();
  const std::vector<std::string> some(texts.begin(),
                                      texts.begin() + static_cast<std::ptrdiff_t>(shown));
  const std::string rest =
      texts.size() > shown ? fmt::format(" and {} more", texts.size() - shown) : "";
  return fmt::format("{}{}", fmt::join(some, "; "), rest);
}

// All of a few by name.
std::string listed(const std::vector<IpNetwork>& networks) {
  constexpr std::size_t kFew = 8;
  if (networks.size() < 2 || networks.size() > kFew) return counted(networks);
  std::vector<std::string> texts;
  for (const IpNetwork& network : networks) texts.push_back(to_text(network));
  return fmt::format("{}", fmt::join(texts, ", "));
}

Result<std::string> new_tag() {
  std::uint32_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number)
    return std::unexpected(errno_error("getrandom", "", errno));
  return fmt::format("{}{:08x}", kBlockTag, number);
}

// Takes out of `networks` what must stay open; says what and why, loudest first.
std::vector<std::string> spare(const LiveServer& live, std::vector<IpNetwork>& networks) {
  const auto lifelines = read_lifelines(live);
  std::vector<std::string> spared;
  std::erase_if(networks, [&](const IpNetwork& network) {
    const std::string why = why_keep_open(lifelines, network);
    if (!why.empty()) spared.push_back(fmt::format("{}: {}", to_text(network), why));
    return !why.empty();
  });
  return spared;
}

// Which firewall for each family that is asked for.
struct Chosen {
  const BlockBackend* v4 = nullptr;
  const BlockBackend* v6 = nullptr;

  std::vector<const BlockBackend*> each() const {
    std::vector<const BlockBackend*> all;
    if (v4 != nullptr) all.push_back(v4);
    if (v6 != nullptr && v6 != v4) all.push_back(v6);
    return all;
  }
  std::vector<IpNetwork> part_of(const BlockBackend* backend,
                                 const std::vector<IpNetwork>& networks) const {
    std::vector<IpNetwork> part;
    std::ranges::copy_if(networks, std::back_inserter(part), [&](const IpNetwork& network) {
      return (network.is_v4() ? v4 : v6) == backend;
    });
    return part;
  }
};

Result<Chosen> choose(const LiveServer& live, const BlockWish& wish) {
  Chosen chosen;
  const std::string& wanted = wish.backend.empty() ? live.server.firewall : wish.backend;
  for (const IpNetwork& network : wish.networks) {
    const BlockBackend*& backend = network.is_v4() ? chosen.v4 : chosen.v6;
    if (backend == nullptr) backend = TRY(choose_block_backend(live, wanted, family_of(network)));
  }
  return chosen;
}

Chosen chosen_before(const BlockDone& done) {
  return {find_block_backend(done.backend4), find_block_backend(done.backend6)};
}

Result<std::vector<BlockedAddress>> blocked_by(const LiveServer& live, const Chosen& chosen) {
  std::vector<BlockedAddress> all;
  for (const BlockBackend* backend : chosen.each()) {
    const auto some = TRY(backend->list(live));
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

// Sorted networks that are wholly in what is blocked. Single addresses are looked up, not searched:
// there may be thousands on both sides.
std::vector<IpNetwork> covered(const std::vector<BlockedAddress>& blocked,
                               const std::vector<IpNetwork>& networks) {
  std::vector<IpNetwork> exact, wide, found;
  for (const BlockedAddress& one : blocked) {
    exact.push_back(one.network);
    if (!one.network.is_one()) wide.push_back(one.network);
  }
  std::ranges::sort(exact);
  for (const IpNetwork& network : networks)
    if (is_one_of(exact, network) ||
        std::ranges::any_of(wide, [&](const IpNetwork& net) { return net.contains(network); }))
      found.push_back(network);
  return found;
}

std::vector<IpNetwork> without(const std::vector<IpNetwork>& all,
                               const std::vector<IpNetwork>& gone) {
  std::vector<IpNetwork> rest;
  std::ranges::set_difference(all, gone, std::back_inserter(rest));
  return rest;
}

// Of what is asked for, blocks of ours that would end well before it: "blocked already" would be
// believed, and the address be free an hour later. Only where the firewall knows whose they are and
// until when.
Result<std::vector<BlockedAddress>> ending_early(const LiveServer& live, const Chosen& chosen,
                                                 const BlockWish& wish) {
  constexpr std::int64_t kTenth = 10;  // asked for again in the same hour, it stays as it is
  const Time enough = live.now + seconds(wish.ttl - wish.ttl / kTenth);
  std::vector<BlockedAddress> early;
  for (const BlockBackend* backend : chosen.each()) {
    if (!backend->is_marked) continue;
    for (BlockedAddress& one : TRY(backend->list(live)))
      if (one.tag.starts_with(kBlockTag) && is_one_of(wish.networks, one.network) && one.until &&
          (wish.ttl == 0 || *one.until < enough))
        early.push_back(std::move(one));
  }
  std::ranges::sort(early, {}, &BlockedAddress::network);
  return early;
}

// "192.0.2.7 queuehound-3f9a2c41 1795985898", a line each.
std::string texts_of_early(const std::vector<BlockedAddress>& early) {
  std::string text;
  for (const BlockedAddress& one : early)
    text += fmt::format("{} {} {}\n", to_text(one.network), one.tag,
                        one.until->time_since_epoch().count());
  return text;
}

std::vector<BlockedAddress> parse_early(const Record& before) {
  std::vector<BlockedAddress> early;
  const auto found = before.find("longer");
  std::string_view rest = found == before.end() ? std::string_view{} : found->second;
  while (!rest.empty()) {
    std::string_view line = cut(rest, '\n');
    const auto network = parse_ip_network(cut(line, ' '));
    const std::string tag(cut(line, ' '));
    const auto until = parse_number<std::int64_t>(line);
    if (network && until) early.push_back({*network, tag, Time(seconds(*until))});
  }
  return early;
}

// Of what is blocked already, what is so by another action of ours: undone, it would be open.
std::vector<IpNetwork> held_by_ours(const std::vector<BlockedAddress>& blocked,
                                    const std::vector<IpNetwork>& already) {
  constexpr std::string_view kOurs = "queuehound";  // firewalld keeps no more of a tag
  std::vector<BlockedAddress> ours;
  std::ranges::copy_if(blocked, std::back_inserter(ours),
                       [&](const BlockedAddress& one) { return one.tag.starts_with(kOurs); });
  return covered(ours, already);
}

Result<Record> prepare_unblock(const Action& action) {
  Record before = action.details;
  before["change"] = "unblock";
  return before;
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  BlockWish wish = TRY(parse_block_wish(action));
  if (wish.unblock) return prepare_unblock(action);
  std::vector<std::string> spared;
  if (!wish.force) spared = spare(live, wish.networks);
  if (wish.networks.empty())
    return fail(Error::Kind::refused, fmt::format("not blocked: {}", named(spared)));
  const Chosen chosen = TRY(choose(live, wish));
  const auto early = TRY(ending_early(live, chosen, wish));
  std::vector<IpNetwork> longer;
  for (const BlockedAddress& one : early) longer.push_back(one.network);
  const auto blocked = TRY(blocked_by(live, chosen));
  const auto already = without(covered(blocked, wish.networks), longer);
  Record before{{"addresses", texts_of(without(wish.networks, already))}, {"tag", TRY(new_tag())}};
  if (chosen.v4 != nullptr) before["backend4"] = chosen.v4->name;
  if (chosen.v6 != nullptr) before["backend6"] = chosen.v6->name;
  if (!already.empty()) before["already"] = texts_of(already);
  if (const auto shared = held_by_ours(blocked, already); !shared.empty())
    before["shared"] = texts_of(shared);
  if (!early.empty()) before["longer"] = texts_of_early(early);
  if (!spared.empty()) before["spared"] = named(spared);
  if (wish.force) before["force"] = "1";
  if (wish.ttl > 0)
    before["until"] = std::to_string((live.now + seconds(wish.ttl)).time_since_epoch().count());
  return before;
}

// "by nftables until 2026-11-27T14:00:00Z"
std::string how(const LiveServer& live, const Chosen& chosen, const std::optional<Time>& until) {
  std::vector<std::string_view> names;
  for (const BlockBackend* backend : chosen.each()) names.push_back(backend->name);
  return fmt::format("by {}{}", fmt::join(names, " and "),
                     until ? " until " + to_rfc3339(*until, live.server.zone) : "");
}

std::string saying(const LiveServer& live, const BlockDone& done, const Record& before,
                   const std::vector<std::string>& saved) {
  const Chosen chosen = chosen_before(done);
  std::string text;
  if (!done.networks.empty())
    text = fmt::format("{} blocked {}", listed(done.networks), how(live, chosen, done.until));
  for (const std::string& said : saved) text += "; " + said;
  if (const auto already = before.find("already"); already != before.end())
    text += fmt::format("{}{} blocked already", text.empty() ? "" : "; ",
                        listed(parse_block_done({{"addresses", already->second}}).networks));
  if (const auto spared = before.find("spared"); spared != before.end())
    text += "; left open: " + spared->second;
  return text;
}

// A firewall keeps one end for an address: the shorter block gives way to the longer.
Result<> give_way(const LiveServer& live, const BlockBackend* backend,
                  const std::vector<IpNetwork>& networks,
                  const std::vector<BlockedAddress>& early) {
  for (const BlockedAddress& one : early)
    if (is_one_of(networks, one.network)) TRY(backend->remove(live, one.tag, {one.network}));
  return {};
}

// And comes back where the longer one could not be made.
void come_back(const LiveServer& live, const BlockBackend* backend,
               const std::vector<IpNetwork>& networks, const std::vector<BlockedAddress>& early) {
  for (const BlockedAddress& one : early)
    if (is_one_of(networks, one.network))
      (void)backend->add(live, {{one.network}, one.tag, "as before", one.until});
}

Result<std::vector<std::string>> block(const LiveServer& live, const BlockDone& done,
                                       const std::string& reason,
                                       const std::vector<BlockedAddress>& early = {}) {
  std::vector<std::string> saved;
  const Chosen chosen = chosen_before(done);
  for (const BlockBackend* backend : chosen.each()) {
    const auto part = chosen.part_of(backend, done.networks);
    if (part.empty()) continue;
    TRY(give_way(live, backend, part, early));
    const auto said = backend->add(live, {part, done.tag, reason, done.until});
    if (!said) {
      come_back(live, backend, part, early);
      return std::unexpected(said.error());
    }
    if (!said->empty()) saved.push_back(*said);
  }
  return saved;
}

Result<> unblock(const LiveServer& live, const BlockDone& done) {
  const Chosen chosen = chosen_before(done);
  for (const BlockBackend* backend : chosen.each())
    TRY(backend->remove(live, done.tag, chosen.part_of(backend, done.networks)));
  return {};
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress&) {
  BlockDone done = parse_block_done(before);
  if (is_unblock(before)) {
    TRY(unblock(live, done));
    return Record{{"text", fmt::format("{} not blocked any more", counted(done.networks))}};
  }
  if (done.until && *done.until <= live.now && !done.networks.empty())
    return Record{{"text", "its time is over: nothing is blocked any more"}};
  // A session may have begun since the plan was made.
  std::vector<std::string> spared;
  if (!before.contains("force")) spared = spare(live, done.networks);
  if (!spared.empty() && done.networks.empty())
    return fail(Error::Kind::refused, fmt::format("not blocked: {}", named(spared)));
  std::vector<std::string> saved = TRY(block(live, done, action.reason, parse_early(before)));
  if (done.until && !done.networks.empty())
    if (std::string said = arm_block_timer(live); !said.empty()) saved.push_back(std::move(said));
  if (!spared.empty()) saved.push_back("left open: " + named(spared));
  return Record{{"text", saying(live, done, before, saved)}, {"blocked", texts_of(done.networks)}};
}

Result<std::vector<IpNetwork>> missing(const LiveServer& live, const Record& before,
                                       const Record& after) {
  const auto wanted = wanted_by(before, after);
  const auto blocked = TRY(blocked_by(live, chosen_before(parse_block_done(before))));
  const auto there = covered(blocked, wanted);
  return is_unblock(before) ? there : without(wanted, there);
}

Result<std::string> verify(const LiveServer& live, const Action&, const Record& before,
                           const Record& after) {
  const auto wrong = TRY(missing(live, before, after));
  const bool is_open = is_unblock(before);
  if (wrong.empty())
    return fmt::format("{} {}", how(live, chosen_before(parse_block_done(before)), {}).substr(3),
                       is_open ? "blocks none of it any more" : "was asked again and has it");
  return fail(Error::Kind::failed, fmt::format("{}: {}", is_open ? "still blocked" : "not blocked",
                                               texts_of(wrong).substr(0, 400)));
}

// Only what is ours goes to an heir: not what somebody took out by hand, nor what the heir has
// already. What a firewall ended by itself, because our time was over, the heir may want on.
Result<std::vector<BlockHeir>> heirs_in(const LiveServer& live, const BlockDone& done,
                                        const std::vector<IpNetwork>& given_up,
                                        const UndoOptions& options) {
  const bool is_over = done.until && *done.until <= live.now;
  std::vector<IpNetwork> ours;
  std::map<std::string, std::vector<IpNetwork>> listed;  // by the mark
  const Chosen chosen = chosen_before(done);
  for (const BlockBackend* backend : chosen.each())
    for (const BlockedAddress& one : TRY(backend->list(live))) {
      const bool is_ours = !backend->is_marked || one.tag == done.tag;
      if (is_ours && is_one_of(given_up, one.network)) ours.push_back(one.network);
      if (!is_ours) listed[one.tag].push_back(one.network);
    }
  std::ranges::sort(ours);
  auto heirs = heirs_of(options.standing, is_over || options.is_again ? given_up : ours, live.now);
  for (BlockHeir& heir : heirs) {
    std::ranges::sort(listed[heir.wish.tag]);
    heir.wish.networks = without(heir.wish.networks, listed[heir.wish.tag]);
  }
  std::erase_if(heirs, [](const BlockHeir& heir) { return heir.wish.networks.empty(); });
  return heirs;
}

// What is blocked for us and nobody else is let in; what others want goes on under their mark.
Result<std::vector<BlockHeir>> give_up(const LiveServer& live, const BlockDone& done,
                                       const std::vector<IpNetwork>& given_up,
                                       const UndoOptions& options) {
  std::vector<BlockHeir> heirs = TRY(heirs_in(live, done, given_up, options));
  std::vector<IpNetwork> kept;
  for (const BlockHeir& heir : heirs)
    kept.insert(kept.end(), heir.wish.networks.begin(), heir.wish.networks.end());
  std::ranges::sort(kept);
  const Chosen chosen = chosen_before(done);
  for (const BlockBackend* backend : chosen.each()) {
    const auto part = chosen.part_of(backend, given_up);
    // Without marks it would be taken out whosever it is.
    TRY(backend->remove(live, done.tag, backend->is_marked ? part : without(part, kept)));
  }
  for (const BlockHeir& heir : heirs) {
    (void)TRY(block(live, heir.wish, heir.reason));
    if (heir.wish.until) (void)arm_block_timer(live);
  }
  return heirs;
}

std::string saying_undone(const LiveServer& live, const BlockDone& done,
                          const std::vector<IpNetwork>& given_up,
                          const std::vector<BlockHeir>& heirs) {
  // A later block of ours took one over, or somebody else's covers it.
  const auto blocked = blocked_by(live, chosen_before(done));
  auto still = blocked ? covered(*blocked, given_up) : std::vector<IpNetwork>{};
  const auto open = without(given_up, still);
  std::string text;
  if (!open.empty()) text = fmt::format("{} not blocked any more", listed(open));
  for (const BlockHeir& heir : heirs) {
    text += fmt::format("{}{} stays blocked, because {} wants it too", text.empty() ? "" : "; ",
                        listed(heir.wish.networks), heir.id);
    still = without(still, heir.wish.networks);
  }
  if (!still.empty())
    text += fmt::format("{}{} still blocked, by another change (queuehound block list)",
                        text.empty() ? "" : "; ", listed(still));
  return text;
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record&, const UndoOptions& options) {
  const BlockDone done = parse_block_done(before);
  if (is_unblock(before)) {
    if (done.until && *done.until <= live.now)
      return fmt::format("{} not blocked again: the time is over", counted(done.networks));
    TRY(block(live, done, action.reason));
    return fmt::format("{} blocked again", counted(done.networks));
  }
  const auto given_up = wanted_by(before, {});
  if (given_up.empty()) return std::string("nothing of ours was blocked");
  const auto heirs = TRY(give_up(live, done, given_up, options));
  return saying_undone(live, done, given_up, heirs);
}

std::string difference(const LiveServer& live, const Action&, const Record& before,
                       const Record& after) {
  const auto wrong = missing(live, before, after);
  if (!wrong) return wrong.error().text;
  std::string text;
  for (const IpNetwork& network : *wrong)
    text += fmt::format("{} is {}\n", to_text(network),
                        is_unblock(before) ? "blocked again" : "not blocked any more");
  return text;
}

}  // namespace

Doing block_address_doing() {
  return {ActionKind::block_address, prepare, act, verify, undo, difference};
}

}  // namespace queuehound
