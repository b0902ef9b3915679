#include "verdict/guessing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/keyed_rows.h"
#include "verdict/attack_report.h"
#include "verdict/known_networks.h"

namespace queuehound {
namespace {

// Floors from what others use (5 to 10 failures an hour ban an address); ours are higher because a
// block is proposed for good and because every server is scanned all day.
constexpr std::uint32_t kGuesses = 10;       // failed logins of one address
constexpr std::uint32_t kAlliedGuesses = 4;  // of an address that tries the same mailboxes
constexpr std::uint32_t kBotnetGuesses = 3;  // of an address among many that try one mailbox
constexpr std::uint32_t kFastGuesses = 20;   // within an hour, on one mailbox
constexpr std::size_t kOffice = 5;           // whose telephones may all fail from one address
constexpr std::size_t kPeople = 3;           // who log in from one address: it is no single one's

struct Guesser {  // an address that failed to log in
  std::uint32_t address = 0;
  std::uint32_t told_by_dovecot = 0;  // SMTP AUTH attempts that Exim's log tells of too
  std::uint32_t proven = 0;
  std::uint32_t failures = 0, busiest_hour = 0, successes = 0, unknown = 0;
  std::size_t users_begin = 0, users_end = 0;  // of Guessers::users
  Time first{}, last{}, first_success{};
  std::array<std::uint32_t, 5> doors{};     // failures, by Login::Door
  const LoginsInWindow* told_by = nullptr;  // the line that is shown of it
  bool is_attacker = false;

  std::uint32_t& failures_at(Login::Door door) { return doors[static_cast<std::size_t>(door)]; }
};

struct Guessers {
  std::vector<Guesser> rows;  // in order of their addresses' string ids
  Ids users;                  // whom they tried: a sorted run of it belongs to each

  std::span<const std::uint32_t> users_of(const Guesser& guesser) const {
    return std::span(users).subspan(guesser.users_begin, guesser.users_end - guesser.users_begin);
  }
  bool tried_any(const Guesser& guesser, const Ids& targets) const {
    return std::ranges::any_of(users_of(guesser), [&](std::uint32_t user) {
      return std::ranges::binary_search(targets, user);
    });
  }
};

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

void add_use(const Ledger& ledger, const LoginUse& use, Guesser& guesser, Ids& users) {
  const LoginsInWindow& now = ledger.in_window_of(use);
  const bool is_other = use.key.door == Login::Door::other;
  (is_other ? guesser.told_by_dovecot : guesser.failures) += now.failed;
  guesser.unknown += use.unknown_user;
  guesser.proven += now.proven;
  if (!is_other) guesser.busiest_hour += now.hours.busiest;
  guesser.successes += now.succeeded + use.succeeded_before;
  if (use.first_success != Time{} &&
      (guesser.first_success == Time{} || use.first_success < guesser.first_success))
    guesser.first_success = use.first_success;
  if (now.failed == 0) return;
  users.push_back(use.key.user);
  if (!is_other) guesser.failures_at(use.key.door) += now.failed;
  if (guesser.first == Time{} || use.first_failure < guesser.first)
    guesser.first = std::max(use.first_failure, ledger.from());
  guesser.last = std::max(guesser.last, use.last_failure);
  if (guesser.told_by == nullptr || guesser.told_by->line.length == 0) guesser.told_by = &now;
}

// `rows`: all logins from one address. SMTP AUTH that succeeded leaves no line in Dovecot's log;
// Exim's arrivals tell of it.
void add_guesser(const CaseFile& file, std::span<const std::uint32_t> rows, Guessers& all) {
  const Ledger& ledger = file.ledger;
  Guesser guesser;
  guesser.address = ledger.logins[rows.front()].key.address;
  guesser.users_begin = all.users.size();
  for (const std::uint32_t row : rows) add_use(ledger, ledger.logins[row], guesser, all.users);
  if (all.users.size() == guesser.users_begin) return;  // nothing failed
  sort_ids(all.users, guesser.users_begin);
  guesser.users_end = all.users.size();
  std::uint32_t& by_exim = guesser.failures_at(Login::Door::smtp_auth);
  if (guesser.told_by_dovecot > by_exim) {
    guesser.failures += guesser.told_by_dovecot - by_exim;
    by_exim = guesser.told_by_dovecot;
  }
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, guesser.address)) {
    const AddressUse& use = file.logins.submissions[row].use;
    guesser.successes += use.messages;
    if (guesser.first_success == Time{} || use.first < guesser.first_success)
      guesser.first_success = use.first;
  }
  all.rows.push_back(guesser);
}

Guessers guessers(const CaseFile& file) {
  Guessers found;
  const std::span<const std::uint32_t> rows = file.logins.logins_of_address.rows;
  const auto address_at = [&](std::size_t i) { return file.ledger.logins[rows[i]].key.address; };
  for (std::size_t begin = 0, end = 0; begin < rows.size(); begin = end) {
    while (end < rows.size() && address_at(end) == address_at(begin)) ++end;
    add_guesser(file, rows.subspan(begin, end - begin), found);
  }
  return found;
}

// Several people log in there more often than they fail: a webmail elsewhere, an office's new line,
// a move of mailboxes. Who guesses is let in once, if at all.
bool is_shared(const CaseFile& file, const Guesser& guesser, OwnersNetworks& owners) {
  if (guesser.successes >= OwnersNetworks::kAFew &&
      owners.at_home(guesser.address, 0) >= OwnersNetworks::kAFew)
    return true;
  if (guesser.successes <= guesser.failures) return false;
  Ids welcome;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, guesser.address))
    if (const LoginUse& use = file.ledger.logins[row]; file.ledger.successes_of(use) > 0)
      welcome.push_back(use.key.user);
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, guesser.address))
    welcome.push_back(file.logins.submissions[row].user);
  sort_ids(welcome);
  return welcome.size() >= kPeople;
}

// A telephone with last year's password fails all day too, and so do all of an office on the day
// after new ones were set: mailboxes that they once could open, if from another address of their
// provider's.
bool is_own_device(const CaseFile& file, const Guessers& all, const Guesser& guesser,
                   OwnersNetworks& owners) {
  const std::span<const std::uint32_t> users = all.users_of(guesser);
  return users.size() <= kOffice && guesser.unknown == 0 &&
         std::ranges::all_of(users, [&](std::uint32_t user) {
           return owners.knows(user, file.ledger.address(guesser.address));
         });
}

bool is_guessing(const Guesser& guesser) {
  const std::size_t users = guesser.users_end - guesser.users_begin;
  if (guesser.failures < kGuesses || !is_believed(guesser.proven, guesser.failures)) return false;
  if (guesser.successes > 0 && guesser.first_success < guesser.first) return false;
  if (users >= 3 || guesser.unknown >= 3) return true;
  return guesser.busiest_hour >= kFastGuesses || (users == 2 && guesser.busiest_hour >= kGuesses);
}

// Mailboxes tried from everywhere, a few times each: no single address reaches the floor.
Ids besieged_users(const Guessers& all) {
  struct Tries {
    std::uint32_t user = 0;
    std::uint64_t failures = 0, addresses = 0;
  };
  KeyedRows<Tries> by_user;
  for (const Guesser& guesser : all.rows) {
    if (guesser.successes > 0) continue;
    for (const std::uint32_t user : all.users_of(guesser)) {
      Tries& tries = by_user[user];
      tries.user = user;
      tries.failures += guesser.failures;
      ++tries.addresses;
    }
  }
  Ids besieged;
  for (const Tries& tries : by_user.rows())
    if (tries.failures >= 3 * kGuesses && tries.addresses >= 8) besieged.push_back(tries.user);
  sort_ids(besieged);
  return besieged;
}

// Marks those that guess, and whoever tried the same mailboxes; gives back all of these mailboxes.
Ids mark_attackers(const CaseFile& file, Guessers& all) {
  OwnersNetworks owners(file);
  Ids users;
  for (Guesser& guesser : all.rows) {
    guesser.is_attacker = is_guessing(guesser) && !is_shared(file, guesser, owners) &&
                          !is_own_device(file, all, guesser, owners);
    const std::span<const std::uint32_t> tried = all.users_of(guesser);
    if (guesser.is_attacker) users.insert(users.end(), tried.begin(), tried.end());
  }
  sort_ids(users);
  const Ids besieged = besieged_users(all);
  if (users.empty() && besieged.empty()) return {};
  for (Guesser& guesser : all.rows) {
    if (guesser.is_attacker || guesser.successes > 0) continue;
    if (!is_believed(guesser.proven, guesser.failures)) continue;
    const bool is_ally = (guesser.failures >= kAlliedGuesses && all.tried_any(guesser, users)) ||
                         (guesser.failures >= kBotnetGuesses && all.tried_any(guesser, besieged));
    guesser.is_attacker = is_ally && !is_own_device(file, all, guesser, owners);
  }
  users.insert(users.end(), besieged.begin(), besieged.end());
  sort_ids(users);
  return users;
}

}  // namespace

std::optional<Incident> judge_guessing(const CaseFile& file) {
  Guessers all = guessers(file);
  const std::size_t users = mark_attackers(file, all).size();
  Incident incident;
  incident.kind = IncidentKind::inbound;
  std::uint64_t failures = 0, attackers = 0;
  const Guesser* busiest = nullptr;
  for (const Guesser& guesser : all.rows) {
    if (!guesser.is_attacker) continue;
    ++attackers;
    failures += guesser.failures;
    if (busiest == nullptr || guesser.failures > busiest->failures) busiest = &guesser;
    for (std::size_t door = 0; door < guesser.doors.size(); ++door)
      if (guesser.doors[door] > 0)
        add_origin(file, incident, guesser.address, via_of(static_cast<Login::Door>(door)),
                   guesser.doors[door], guesser.first, guesser.last);
  }
  if (busiest == nullptr || failures < 2 * kGuesses) return {};
  add_evidence(
      file, incident, "password_guessing", 3,
      fmt::format(
          "{} failed logins on {} mailbox{} from {} address{}, none of which ever logged in before",
          failures, users, users == 1 ? "" : "es", attackers, attackers == 1 ? "" : "es"),
      busiest->told_by->line.source(), std::string(file.ledger.line(busiest->told_by->line)));
  finish_incident(file, incident, "guessing", confidence_of(failures, 2 * kGuesses));
  return incident;
}

}  // namespace queuehound
