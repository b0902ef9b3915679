#include "attacks/failing_devices.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "mail/address.h"

namespace queuehound {
namespace {

struct FailuresAround {  // of the one mailbox, in a provider's network
  Time first = Time::max();
  std::uint64_t before = 0, now = 0;  // the window

  // As often on days before: one mistyped password of weeks ago makes nobody a telephone.
  bool are_as_ever(std::int64_t days_before) const {
    return now * static_cast<std::uint64_t>(days_before) <= 2 * before;
  }
};

// A telephone has another address every day.
FailuresAround failures_around(const CaseFile& file, std::uint32_t user, const IpAddress& address) {
  const IpNetwork network = provider_network_of(address);
  FailuresAround around;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    if (use.first_failure == Time{} ||
        provider_network_of(file.ledger.address(use.key.address)) != network)
      continue;
    around.first = std::min<Time>(around.first, use.first_failure);
    around.before += use.failed_before;
    around.now += file.ledger.in_window_of(use).failed;
  }
  return around;
}

// Who was let in by that provider before, older logs would tell.
bool have_failed_since_ever(const CaseFile& file, std::uint32_t user, const IpAddress& address) {
  constexpr seconds kDay{86400};
  const auto& oldest = file.ledger.oldest_log;
  if (!oldest) return false;
  const FailuresAround around = failures_around(file, user, address);
  return around.first - *oldest < kDay && around.are_as_ever((file.ledger.from() - *oldest) / kDay);
}

// Of today's tries, where it has tried on other days too.
Time first_try_of_today(const CaseFile& file, const Guesser& guesser) {
  Time first = Time::max();
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, guesser.address))
    if (const HourRun& hours = file.ledger.in_window_of(file.ledger.logins[row]).hours;
        hours.first_hour != -1)
      first = std::min<Time>(first, Time(seconds{3600} * hours.first_hour));
  return first == Time::max() ? Time(guesser.first) : std::max<Time>(first, guesser.first);
}

// Its carrier may have given a telephone that address on days before, too. Of these the hour is
// known in which it began today.
std::pair<Time, Time> span_of_today(const CaseFile& file, const Guesser& guesser) {
  constexpr seconds kWithinTheHour{3599};
  const Time today = first_try_of_today(file, guesser);
  const Time from = today > guesser.first ? today + kWithinTheHour : today;
  return {std::min<Time>(from, guesser.last), guesser.last};
}

// When each of the addresses tried a mailbox, and by how many providers they came.
struct Turns {
  std::set<IpAddress> providers;
  std::vector<std::pair<Time, Time>> spans;
  std::uint64_t failures = 0;
  bool is_alone = true;  // none of them tries more mailboxes than a telephone has

  // A telephone with the password of before has another address of its carrier's every hour, one at
  // a time, and asks no more than each minute, all day. Who guesses from a hired network does so
  // from several of its addresses at once, or is slower than he need be.
  bool are_of_a_telephone() const {  // spans in order
    constexpr std::int64_t kHours = 3, kEachMinute = 60;
    if (providers.size() != 1 || !is_alone) return false;
    Time last = Time::min();
    for (const auto& [from, to] : spans) {
      if (from < last) return false;
      last = to;
    }
    const std::int64_t hours = (last - spans.front().first) / seconds{3600};
    return hours >= kHours && failures <= static_cast<std::uint64_t>(kEachMinute * hours);
  }
};

// A mailbox of a domain that is not here has no password to guess: who asks for it a few times an
// hour is a monitor, or a device whose owner went elsewhere. Who harvests names asks for others.
bool asks_for_nobody(const CaseFile& file, const Guesser& guesser, std::uint32_t user) {
  constexpr std::uint32_t kAnHour = 12;
  const std::string_view domain = domain_of(file.ledger.text(user));
  return guesser.unknown >= guesser.failures && guesser.busiest_hour <= kAnHour &&
         !domain.empty() && !file.server.local_domains.empty() &&
         !file.server.is_local_domain(domain);
}

// One mailbox, never let in, and no oftener than a mail program asks that has several connections.
bool may_be_new_device(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  constexpr std::uint32_t kTries = 40;
  constexpr std::int64_t kEachMinute = 3;
  if (!guesser.is_attacker || guesser.successes > 0 || all.users_of(guesser).size() != 1)
    return false;
  const std::int64_t minutes = (guesser.last - guesser.first) / seconds{60} + 1;
  const bool is_seldom = guesser.unknown == 0 && guesser.failures < kTries;
  return guesser.failures <= kEachMinute * minutes &&
         (is_seldom || asks_for_nobody(file, guesser, all.users_of(guesser).front()));
}

}  // namespace

// A telephone asks for mail every few minutes, all day, with whatever password it has. Where it was
// let in before, older logs would tell.
bool may_be_telephone(const CaseFile& file, std::uint32_t user, const Guesser& guesser) {
  constexpr std::int64_t kHours = 3, kWorkingDay = 8;
  constexpr std::uint64_t kEachMinute = 60;
  const std::int64_t hours = (guesser.last - first_try_of_today(file, guesser)) / seconds{3600};
  // Of an office's computer the window holds the end of one working day, a night, and the next day.
  const std::int64_t awake = std::min(hours, kWorkingDay);
  const bool is_steady =
      hours >= kHours && guesser.busiest_hour * static_cast<std::uint64_t>(awake) <=
                             3 * std::uint64_t{guesser.failures};
  return is_steady && guesser.busiest_hour < kEachMinute &&
         have_failed_since_ever(file, user, file.ledger.address(guesser.address));
}

// So fast at the same mailbox from several providers at once are no telephones.
void mark_busy_telephones(const CaseFile& file, const Guessers& all,
                          const std::vector<Guesser*>& telephones) {
  constexpr std::size_t kProviders = 3;
  std::map<std::uint32_t, std::set<IpAddress>> providers;  // by mailbox
  const auto user_of = [&](const Guesser& guesser) { return all.users_of(guesser).front(); };
  for (const Guesser* const guesser : telephones)
    providers[user_of(*guesser)].insert(
        provider_network_of(file.ledger.address(guesser->address)).base);
  for (Guesser* const guesser : telephones)
    guesser->is_attacker = providers[user_of(*guesser)].size() >= kProviders;
}

// Of one carrier few have an old password at once: where more seem to, a hired network has divided
// the mailboxes among its addresses. Nor do more begin to fail on one day where logs tell that they
// neither failed nor were let in there before: who hires five networks has two mailboxes by each.
Ids users_tried_by_turns(const CaseFile& file, const Guessers& all, const Ids& users,
                         const std::function<bool(const Guesser&)>& counts) {
  constexpr std::size_t kMailboxesOfOne = 2, kTelephones = 2;
  std::map<std::uint32_t, Turns> turns;
  for (const std::uint32_t user : users) turns[user];
  for (const Guesser& guesser : all.rows) {
    if (guesser.successes > 0) continue;
    for (const std::uint32_t user : all.users_of(guesser)) {
      const auto of = turns.find(user);
      // Of a botnet's thousands two providers suffice, and what counts is asked of few.
      if (of == turns.end() || of->second.providers.size() > 1 || !counts(guesser)) continue;
      of->second.providers.insert(provider_network_of(file.ledger.address(guesser.address)).base);
      of->second.spans.push_back(span_of_today(file, guesser));
      of->second.failures += guesser.failures;
      of->second.is_alone &= all.users_of(guesser).size() <= kMailboxesOfOne;
    }
  }
  for (auto& [user, of] : turns) std::ranges::sort(of.spans);
  std::erase_if(turns, [](const auto& of) { return !of.second.are_of_a_telephone(); });
  std::map<IpAddress, std::size_t> mailboxes;  // by provider
  Ids since_today;
  for (const auto& [user, of] : turns) {
    const IpAddress& provider = *of.providers.begin();
    ++mailboxes[provider];
    if (!have_failed_since_ever(file, user, provider)) since_today.push_back(user);
  }
  if (since_today.size() > kTelephones)
    for (const std::uint32_t user : since_today) turns.erase(user);
  Ids by_turns;
  for (const auto& [user, of] : turns)
    if (mailboxes[*of.providers.begin()] <= kTelephones) by_turns.push_back(user);
  return by_turns;
}

// One or two such, each alone at its mailbox, are devices that somebody set up wrong, for all that
// logs tell; of whoever guesses so seldom nothing is to be feared. Three are a botnet that gives
// each of its hosts a mailbox.
void leave_out_new_devices(const CaseFile& file, Guessers& all) {
  constexpr std::size_t kMost = 2;
  std::unordered_map<std::uint32_t, std::size_t> attackers;  // by mailbox
  for (const Guesser& guesser : all.rows)
    if (guesser.is_attacker)
      for (const std::uint32_t user : all.users_of(guesser)) ++attackers[user];
  std::vector<Guesser*> devices;
  for (Guesser& guesser : all.rows)
    if (may_be_new_device(file, all, guesser) && attackers[all.users_of(guesser).front()] == 1)
      devices.push_back(&guesser);
  if (devices.size() > kMost) return;
  for (Guesser* const device : devices) device->is_attacker = false;
}

}  // namespace queuehound
