#include "attacks/guessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "attacks/failing_devices.h"
#include "attacks/guessers.h"
#include "attacks/honest_failures.h"
#include "attacks/spray.h"
#include "base/keyed_rows.h"
#include "mail/address.h"

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
  const Ids by_turns = users_tried_by_turns(file, all, users_of(found, any), besieges);
  std::erase_if(
      found, [&](const Tries& tries) { return std::ranges::binary_search(by_turns, tries.user); });
  return found;
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

void mark_attackers(const CaseFile& file, Guessers& all) {
  HonestFailures honest(file, all);
  const Ids users = mark_guessers(file, all, honest);
  mark_neighbours(file, all, honest);
  mark_allies(users, besieged_users(file, all, honest), all, honest);
  leave_out_new_devices(file, all);
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
