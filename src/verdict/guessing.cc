#include "verdict/guessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "base/keyed_rows.h"
#include "mail/address.h"
#include "verdict/guessers.h"
#include "verdict/honest_failures.h"
#include "verdict/spray.h"

namespace queuehound {
namespace {

// Floors from what others use (5 to 10 failures an hour ban an address); ours are higher because a
// block is proposed for good and because every server is scanned all day.
constexpr std::uint32_t kGuesses = 10;       // failed logins of one address
constexpr std::uint32_t kAlliedGuesses = 4;  // of an address that tries the same mailboxes
constexpr std::uint32_t kBotnetGuesses = 3;  // of an address among many that try one mailbox
constexpr std::uint32_t kFastGuesses = 20;   // within an hour, on one mailbox
// A mailbox tried from so many addresses, none of an owner, is guessed at, however few the tries of
// each.
constexpr std::uint64_t kSiegeAddresses = 20, kSiegeGuesses = 50;
// A telephone with the password of before fails all day, by a few addresses of its carrier. In logs
// that begin after the change nothing else tells it from the hosts that share a mailbox's tries.
constexpr std::uint64_t kAlliedAddresses = 5;

Via via_of(Login::Door door) {
  switch (door) {
    case Login::Door::imap:
      return Via::imap;
    case Login::Door::pop3:
      return Via::pop3;
    case Login::Door::webmail:
      return Via::webmail;
    default:
      return Via::smtp_auth;
  }
}

bool has_got_in_before(const Guesser& guesser) {
  return guesser.successes > 0 && guesser.first_success < guesser.first;
}

std::string who_they_are(std::uint64_t known) {
  return known == 0 ? "none of which ever logged in before"
                    : fmt::format("{} of which had logged in before, as somebody else", known);
}

// Of the mailboxes tried, those of domains that nobody ever got into from there.
Ids tried_in_vain(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  std::vector<std::string_view> welcome;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, guesser.address))
    if (const LoginUse& use = file.ledger.logins[row]; file.ledger.successes_of(use) > 0)
      welcome.push_back(domain_of(file.ledger.text(use.key.user)));
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, guesser.address))
    welcome.push_back(domain_of(file.ledger.text(file.logins.submissions[row].user)));
  Ids users;
  for (const std::uint32_t user : all.users_of(guesser))
    if (std::ranges::find(welcome, domain_of(file.ledger.text(user))) == welcome.end())
      users.push_back(user);
  return users;
}

// Who has one mailbox here can open it as often as he guesses at others.
constexpr std::size_t kManyInVain = 10;

// Who got in before has a mailbox here, and fails for it and his colleagues'. Else one password,
// his own or a stolen one, would let him guess all the others.
bool is_known_here(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  if (!has_got_in_before(guesser)) return false;
  const Ids in_vain = tried_in_vain(file, all, guesser);
  return (guesser.successes >= guesser.failures && in_vain.size() < kManyInVain) ||
         !are_strangers(file, in_vain);
}

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

// A telephone asks for mail every few minutes, all day, with whatever password it has. Where it was
// let in before, older logs would tell.
bool may_be_telephone(const CaseFile& file, std::uint32_t user, const Guesser& guesser) {
  constexpr std::int64_t kHours = 3;
  constexpr std::uint64_t kEachMinute = 60;
  const std::int64_t hours = (guesser.last - first_try_of_today(file, guesser)) / seconds{3600};
  const bool is_steady =
      hours >= kHours && guesser.busiest_hour * static_cast<std::uint64_t>(hours) <=
                             3 * std::uint64_t{guesser.failures};
  return is_steady && guesser.busiest_hour < kEachMinute &&
         have_failed_since_ever(file, user, file.ledger.address(guesser.address));
}

bool is_guessing(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  const std::size_t users = guesser.users_end - guesser.users_begin;
  if (guesser.failures < kGuesses || !is_believed(guesser.proven, guesser.failures)) return false;
  if (is_known_here(file, all, guesser)) return false;
  if (users >= 3 || guesser.unknown >= 3) return true;
  return guesser.busiest_hour >= kFastGuesses || (users == 2 && guesser.busiest_hour >= kGuesses);
}

struct Tries {  // at one mailbox
  std::uint32_t user = 0;
  std::uint64_t failures = 0, addresses = 0;
  bool are_from_everywhere() const { return failures >= 3 * kGuesses && addresses >= 8; }
  bool are_siege() const { return failures >= kSiegeGuesses && addresses >= kSiegeAddresses; }
};

// By who never got in anywhere, at the mailboxes for which `wants(tries)`.
template <class Counts, class Wants>
std::vector<Tries> tries_of_strangers(const Guessers& all, Counts&& counts, Wants&& wants) {
  KeyedRows<Tries> by_user;
  for (const Guesser& guesser : all.rows) {
    if (guesser.successes > 0 || !counts(guesser)) continue;
    for (const std::uint32_t user : all.users_of(guesser)) {
      Tries& tries = by_user[user];
      tries.user = user;
      tries.failures += guesser.failures;
      ++tries.addresses;
    }
  }
  std::vector<Tries> found;
  for (const Tries& tries : by_user.rows())
    if (wants(tries)) found.push_back(tries);
  return found;
}

// Mailboxes tried from everywhere, a few times each: no single address reaches the floor.
template <class Counts>
std::vector<Tries> tried_from_everywhere(const Guessers& all, Counts&& counts) {
  return tries_of_strangers(all, counts, [](const Tries& at) { return at.are_from_everywhere(); });
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

// Of one carrier few have an old password at once: where more seem to, a hired network has divided
// the mailboxes among its addresses. Nor do more begin to fail on one day where logs tell that they
// neither failed nor were let in there before: who hires five networks has two mailboxes by each.
template <class Counts>
void leave_out_telephones(const CaseFile& file, const Guessers& all, Counts&& counts,
                          std::vector<Tries>& found) {
  constexpr std::size_t kMailboxesOfOne = 2, kTelephones = 2;
  std::map<std::uint32_t, Turns> turns;  // by mailbox
  for (const Tries& tries : found) turns[tries.user];
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
  std::erase_if(found, [&](const Tries& tries) {
    const auto of = turns.find(tries.user);
    return of != turns.end() && mailboxes[*of->second.providers.begin()] <= kTelephones;
  });
}

template <class Wants>
Ids users_of(const std::vector<Tries>& all, Wants&& wants) {
  Ids users;
  for (const Tries& tries : all)
    if (wants(tries)) users.push_back(tries.user);
  sort_ids(users);
  return users;
}

bool any(const Tries&) { return true; }

// By others than those who guess alone: several of these make no siege of a mailbox that its owner
// fails for too. What honest people are is asked of few.
std::vector<Tries> besieged_users(const CaseFile& file, const Guessers& all,
                                  HonestFailures& honest) {
  const auto may_besiege = [](const Guesser& guesser) { return !guesser.is_attacker; };
  const Ids possible = users_of(tried_from_everywhere(all, may_besiege), any);
  if (possible.empty()) return {};
  const auto besieges = [&](const Guesser& guesser) {
    return may_besiege(guesser) && all.tried_any(guesser, possible) && !honest.are_of(guesser);
  };
  std::vector<Tries> found = tried_from_everywhere(all, besieges);
  leave_out_telephones(file, all, besieges, found);
  return found;
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

// All that they tried, whichever of their signs told each of them.
Ids users_of_attackers(const Guessers& all) {
  Ids users;
  for (const Guesser& guesser : all.rows) {
    if (!guesser.is_attacker) continue;
    const std::span<const std::uint32_t> tried = all.users_of(guesser);
    users.insert(users.end(), tried.begin(), tried.end());
  }
  sort_ids(users);
  return users;
}

// Marks those that guess alone, and gives back whom they tried.
Ids mark_guessers(const CaseFile& file, Guessers& all, HonestFailures& honest) {
  std::vector<Guesser*> telephones;
  for (Guesser& guesser : all.rows) {
    if (!is_guessing(file, all, guesser) || honest.are_of(guesser)) continue;
    if (guesser.users_end - guesser.users_begin == 1 && guesser.unknown < 3 &&
        may_be_telephone(file, all.users_of(guesser).front(), guesser))
      telephones.push_back(&guesser);
    else
      guesser.is_attacker = true;
  }
  mark_busy_telephones(file, all, telephones);
  return users_of_attackers(all);
}

// Who tries a single mailbox may be its owner, though others guess at it too.
bool may_be_its_owner(const Guessers& all, const Guesser& guesser, const Ids& shared) {
  return guesser.users_end - guesser.users_begin == 1 && guesser.unknown == 0 &&
         !all.tried_any(guesser, shared);
}

void mark_allies(const Ids& users, const std::vector<Tries>& tries, Guessers& all,
                 HonestFailures& honest) {
  const Ids besieged = users_of(tries, any);
  const Ids under_siege = users_of(tries, [](const Tries& at) { return at.are_siege(); });
  if (users.empty() && besieged.empty()) return;
  const auto may_be_ally = [&](const Guesser& guesser) {
    return !guesser.is_attacker && all.tried_any(guesser, users);
  };
  const auto are_shared = [](const Tries& at) { return at.addresses >= kAlliedAddresses; };
  const Ids shared = users_of(tries_of_strangers(all, may_be_ally, are_shared), any);
  for (Guesser& guesser : all.rows) {
    if (guesser.is_attacker || guesser.successes > 0) continue;
    if (!is_believed(guesser.proven, guesser.failures)) continue;
    const bool is_ally = (guesser.failures >= kAlliedGuesses && all.tried_any(guesser, users) &&
                          !may_be_its_owner(all, guesser, shared)) ||
                         (guesser.failures >= kBotnetGuesses && all.tried_any(guesser, besieged));
    const bool is_besieger = !is_ally && all.tried_any(guesser, under_siege);
    guesser.is_attacker = (is_ally || is_besieger) && !honest.are_of(guesser);
    // Whoever makes five addresses try a mailbox would else have its owner blocked who mistypes.
    const bool is_one_or_two = guesser.users_end - guesser.users_begin <= 2 && guesser.unknown == 0;
    guesser.may_be_person = is_besieger || (is_ally && guesser.failures < kGuesses &&
                                            is_one_or_two && !all.tried_any(guesser, besieged));
  }
}

// One subscriber has a /64, and may try from another address of it each time.
void mark_neighbours(const CaseFile& file, Guessers& all, HonestFailures& honest) {
  struct House {
    std::uint32_t failures = 0;
    Ids users;
    bool has_success = false;
  };
  std::unordered_map<IpAddress, House, IpAddressHash> houses;
  const auto house_of = [&](const Guesser& guesser) {
    return neighbourhood_of(file.ledger.address(guesser.address)).base;
  };
  const auto may_be = [&](const Guesser& guesser) {
    return !file.ledger.address(guesser.address).is_v4() &&
           is_believed(guesser.proven, guesser.failures);
  };
  for (const Guesser& guesser : all.rows) {
    if (!may_be(guesser)) continue;
    House& house = houses[house_of(guesser)];
    house.failures += guesser.failures;
    house.has_success |= guesser.successes > 0;
    const std::span<const std::uint32_t> tried = all.users_of(guesser);
    house.users.insert(house.users.end(), tried.begin(), tried.end());
  }
  for (auto& [base, house] : houses) sort_ids(house.users);
  for (Guesser& guesser : all.rows) {
    if (guesser.is_attacker || !may_be(guesser)) continue;
    const House& house = houses[house_of(guesser)];
    if (house.failures >= 2 * kGuesses && house.users.size() >= 3 && !house.has_success)
      guesser.is_attacker = !honest.are_of(guesser);
  }
}

// One mailbox, never let in, and no oftener than a mail program asks that has several connections.
bool may_be_new_device(const Guesser& guesser) {
  constexpr std::uint32_t kTries = 40;
  constexpr std::int64_t kEachMinute = 3;
  const std::int64_t minutes = (guesser.last - guesser.first) / seconds{60} + 1;
  return guesser.is_attacker && guesser.users_end - guesser.users_begin == 1 &&
         guesser.unknown == 0 && guesser.successes == 0 && guesser.failures < kTries &&
         guesser.failures <= kEachMinute * minutes;
}

// One or two such, each alone at its mailbox, are devices that somebody set up wrong, for all that
// logs tell; of whoever guesses so seldom nothing is to be feared. Three are a botnet that gives
// each of its hosts a mailbox.
void leave_out_new_devices(Guessers& all) {
  constexpr std::size_t kMost = 2;
  std::unordered_map<std::uint32_t, std::size_t> attackers;  // by mailbox
  for (const Guesser& guesser : all.rows)
    if (guesser.is_attacker)
      for (const std::uint32_t user : all.users_of(guesser)) ++attackers[user];
  std::vector<Guesser*> devices;
  for (Guesser& guesser : all.rows)
    if (may_be_new_device(guesser) && attackers[all.users_of(guesser).front()] == 1)
      devices.push_back(&guesser);
  if (devices.size() > kMost) return;
  for (Guesser* const device : devices) device->is_attacker = false;
}

void mark_attackers(const CaseFile& file, Guessers& all) {
  HonestFailures honest(file, all);
  const Ids users = mark_guessers(file, all, honest);
  mark_neighbours(file, all, honest);
  mark_allies(users, besieged_users(file, all, honest), all, honest);
  leave_out_new_devices(all);
  // Last, for a spray tries everybody's mailbox: nobody is in its company for that.
  mark_sprayers(file, all, honest);
}

}  // namespace

std::optional<Incident> judge_guessing(const CaseFile& file) {
  Guessers all = guessers_of(file);
  mark_attackers(file, all);
  const std::size_t users = users_of_attackers(all).size();
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::uint64_t failures = 0, attackers = 0, known = 0;
  const Guesser* busiest = nullptr;
  for (const Guesser& guesser : all.rows) {
    if (!guesser.is_attacker) continue;
    ++attackers;
    known += has_got_in_before(guesser);
    failures += guesser.failures;
    if (busiest == nullptr || guesser.failures > busiest->failures) busiest = &guesser;
    const std::size_t first_origin = incident.origins.size();
    for (std::size_t door = 0; door < guesser.doors.size(); ++door)
      if (guesser.doors[door] > 0)
        add_origin(file, incident, guesser.address, via_of(static_cast<Login::Door>(door)),
                   guesser.doors[door], guesser.first, guesser.last);
    if (guesser.may_be_person)
      for (std::size_t i = first_origin; i < incident.origins.size(); ++i)
        keep_open(incident.origins[i], "too few failed logins: a person may mistype as often");
  }
  if (busiest == nullptr || failures < 2 * kGuesses) return {};
  add_evidence(file, incident, "password_guessing", 3,
               fmt::format("{} failed logins on {} mailbox{} from {} address{}, {}", failures,
                           users, users == 1 ? "" : "es", attackers, attackers == 1 ? "" : "es",
                           who_they_are(known)),
               busiest->told_by->line);
  finish_incident(file, incident, "guessing", failures, 2 * kGuesses);
  return incident;
}

}  // namespace queuehound
