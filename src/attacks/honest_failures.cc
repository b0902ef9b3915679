#include "attacks/honest_failures.h"

#include <algorithm>

#include "dossier/homes.h"
#include "dossier/reading_door.h"
#include "dossier/readings.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kOffice = 5;  // whose telephones may all fail from one address
constexpr std::size_t kLargestOffice = 200;
constexpr std::size_t kPeople = 3;        // who log in from one address: it is no single one's
constexpr std::size_t kTriedForEach = 3;  // of them: who has three mailboxes guesses at hundreds
constexpr seconds kDay{86400};

Ids let_in_from(const CaseFile& file, std::uint32_t address) {
  Ids users;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address))
    if (const LoginUse& use = file.ledger.logins[row]; file.ledger.successes_of(use) > 0)
      users.push_back(use.key.user);
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address))
    users.push_back(file.logins.submissions[row].user);
  sort_ids(users);
  return users;
}

// Several people log in there more often than they fail: a webmail elsewhere, an office's new line,
// a move of mailboxes. Who guesses is let in once, if at all.
bool is_shared(const CaseFile& file, const Guesser& guesser, OwnersNetworks& owners) {
  if (guesser.successes >= OwnersNetworks::kAFew &&
      owners.at_home(guesser.address, 0) >= OwnersNetworks::kAFew)
    return true;
  if (guesser.successes <= guesser.failures) return false;
  const std::size_t welcome = let_in_from(file, guesser.address).size();
  const std::size_t tried = guesser.users_end - guesser.users_begin;
  return welcome >= kPeople && tried <= kTriedForEach * welcome;
}

// A mail program asks each minute by several connections at once.
bool is_as_quick_as_devices(const Guesser& guesser) {
  constexpr std::uint64_t kEachMinute = 60, kConnections = 4;
  return guesser.busiest_hour <=
         kEachMinute * kConnections * (guesser.users_end - guesser.users_begin);
}

// A telephone with last year's password fails all day too, and so do all of an office on the day
// after new ones were set: mailboxes that they once could open, if from another address of their
// provider's. Who guesses seldom has the provider of all whom he tries, and is quicker.
bool is_own_device(const CaseFile& file, const Guessers& all, const Guesser& guesser,
                   OwnersNetworks& owners) {
  const std::span<const std::uint32_t> users = all.users_of(guesser);
  const IpAddress address = file.ledger.address(guesser.address);
  const bool is_device = is_as_quick_as_devices(guesser);
  return users.size() <= kOffice && guesser.unknown == 0 &&
         std::ranges::all_of(users, [&](std::uint32_t user) {
           return owners.knows(user, address) ||
                  (is_device && owners.knows_provider(user, address));
         });
}

// A mailbox is used there for hours, and a second device there fails for it all the while. Who
// guessed a password does not go on guessing it.
bool fails_beside_its_desk(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  constexpr seconds kWhile{3600};
  const std::span<const std::uint32_t> users = all.users_of(guesser);
  // Of a botnet's thousands hardly one ever got in: only of him all that is known is asked.
  if (users.size() != 1 || guesser.unknown > 0 || guesser.successes == 0) return false;
  const PlaceOfReading use = use_near(file, users.front(), guesser.address);
  return use.is_for_hours() && guesser.last >= use.first + kWhile;
}

// A scanner, or the telephone of one who left, fails in an office all day, beside people of its
// domain: three who work there for hours, or as many as make an office. Where logs begin with that
// day no login is older than the device's failures. Who has three mailboxes of a firm tries all the
// others, and no single one each minute.
bool fails_beside_colleagues(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  constexpr std::size_t kDevices = 2;
  const std::span<const std::uint32_t> tried = all.users_of(guesser);
  if (tried.size() > kDevices || guesser.successes < kPeople || !is_as_quick_as_devices(guesser))
    return false;
  std::size_t colleagues = 0, at_work = 0;
  for (const std::uint32_t user : let_in_from(file, guesser.address)) {
    const std::string_view domain = domain_of(file.ledger.text(user));
    const bool is_colleague =
        !domain.empty() && std::ranges::all_of(tried, [&](std::uint32_t other) {
          return other != user && domain_of(file.ledger.text(other)) == domain;
        });
    colleagues += is_colleague;
    at_work += is_colleague && use_near(file, user, guesser.address).is_for_hours();
  }
  return at_work >= kPeople || colleagues >= kOffice;
}

// All that an address tried of one mailbox, by whatever door: Dovecot's two processes tell of one
// attempt each.
struct Tried {
  std::uint64_t unknown = 0, ever = 0, before = 0, now = 0;
  Time first{};
};

Tried tried_of(const CaseFile& file, const Guesser& guesser, std::uint32_t user) {
  Tried tried;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, guesser.address)) {
    const LoginUse& use = file.ledger.logins[row];
    if (use.key.user != user || use.first_failure == Time{}) continue;
    tried.unknown += use.unknown_user;
    tried.ever = std::max<std::uint64_t>(tried.ever, file.ledger.failures_of(use));
    tried.before = std::max<std::uint64_t>(tried.before, use.failed_before);
    tried.now = std::max<std::uint64_t>(tried.now, file.ledger.in_window_of(use).failed);
    if (tried.first == Time{} || use.first_failure < tried.first) tried.first = use.first_failure;
  }
  return tried;
}

// Dovecot said so, or its domain is no longer here and nobody opens it.
bool is_gone(const CaseFile& file, const Tried& tried, std::uint32_t user) {
  if (tried.unknown * 10 >= tried.ever * 9) return true;
  const std::string_view domain = domain_of(file.ledger.text(user));
  return !domain.empty() && !file.server.is_local_domain(domain) &&
         rows_of(file.logins.submissions_of_user, user).empty() &&
         std::ranges::none_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
           return file.ledger.successes_of(file.ledger.logins[row]) > 0;
         });
}

// A mailbox that is gone has no password to guess. Devices ask for it on, day after day as often as
// ever; who harvests names asks for ever new ones.
bool is_asked_for_daily(const Tried& tried, Time from) {
  constexpr std::int64_t kDays = 3;
  const std::int64_t days = (from - tried.first) / kDay;
  return days >= kDays && tried.now * static_cast<std::uint64_t>(days) <= 2 * tried.before;
}

bool asks_for_gone_mailboxes(const CaseFile& file, const Guessers& all, const Guesser& guesser) {
  const auto users = all.users_of(guesser);
  return users.size() <= kOffice && std::ranges::all_of(users, [&](std::uint32_t user) {
           const Tried tried = tried_of(file, guesser, user);
           return is_asked_for_daily(tried, file.ledger.from()) && is_gone(file, tried, user);
         });
}

bool is_let_in(const CaseFile& file, const Guesser& guesser, std::uint32_t user) {
  return std::ranges::any_of(rows_of(file.logins.logins_of_address, guesser.address),
                             [&](std::uint32_t row) {
                               const LoginUse& use = file.ledger.logins[row];
                               return use.key.user == user && is_reading(use.key.door) &&
                                      file.ledger.successes_of(use) > 0;
                             });
}

// Its owner was somewhere else on days before, and never there.
bool is_of_elsewhere(const CaseFile& file, std::uint32_t user, const Guesser& guesser,
                     OwnersNetworks& owners) {
  constexpr std::uint32_t kDays = 3;
  std::uint32_t days = 0;
  for_each_stay(file, user, [&](const Stay& stay) {
    if (stay.address != guesser.address && stay.first < guesser.first)
      days = std::max(days, stay.days);
  });
  return days >= kDays && !owners.knows(user, file.ledger.address(guesser.address));
}

// On the day after a server moved, or all passwords were set anew, an office fails all morning and
// then reads its mail: nine of ten mailboxes that it asked for, and of its failures hardly one was
// for another. Who guesses opens one of a hundred, or a firm whose people share one password and
// sit elsewhere; who knows them all does not fail for hours, and what he sends is judged by itself.
bool is_let_in_everywhere(const CaseFile& file, const Guessers& all, const Guesser& guesser,
                          OwnersNetworks& owners) {
  const auto users = all.users_of(guesser);
  if (users.size() < kOffice || users.size() > kLargestOffice || guesser.unknown > 0) return false;
  std::size_t let_in = 0, of_elsewhere = 0;
  std::uint64_t in_vain = 0, ever = 0;
  for (const std::uint32_t user : users) {
    const std::uint64_t failures = tried_of(file, guesser, user).ever;
    ever += failures;
    of_elsewhere += is_of_elsewhere(file, user, guesser, owners);
    if (is_let_in(file, guesser, user))
      ++let_in;
    else
      in_vain += failures;
  }
  return let_in * 10 >= users.size() * 9 && in_vain * 10 <= ever && of_elsewhere * 2 < users.size();
}

bool has_moved_away(const CaseFile& file, std::string_view domain) {
  return !domain.empty() && !file.server.local_domains.empty() &&
         !file.server.is_local_domain(domain);
}

// On the day a domain moves away a whole office asks in vain for mailboxes that were its own, if
// from another address of its provider's: there is nothing left to guess, and nobody but they knew
// all of them there.
bool asks_for_moved_mailboxes(const CaseFile& file, const Guessers& all, const Guesser& guesser,
                              OwnersNetworks& owners) {
  const auto users = all.users_of(guesser);
  return users.size() <= kLargestOffice && std::ranges::all_of(users, [&](std::uint32_t user) {
           return has_moved_away(file, domain_of(file.ledger.text(user))) &&
                  owners.knows(user, file.ledger.address(guesser.address));
         });
}

}  // namespace

HonestFailures::HonestFailures(const CaseFile& file, const Guessers& all)
    : file_(file), all_(all), owners_(file), fetchers_(file) {}

bool HonestFailures::are_of(const Guesser& guesser) {
  return is_shared(file_, guesser, owners_) || is_own_device(file_, all_, guesser, owners_) ||
         fails_beside_its_desk(file_, all_, guesser) ||
         fails_beside_colleagues(file_, all_, guesser) ||
         is_let_in_everywhere(file_, all_, guesser, owners_) ||
         asks_for_gone_mailboxes(file_, all_, guesser) ||
         asks_for_moved_mailboxes(file_, all_, guesser, owners_) ||
         fetchers_.are_at(guesser, all_.users_of(guesser));
}

bool HonestFailures::may_be_of_owner(const Guesser& guesser) {
  const IpAddress address = file_.ledger.address(guesser.address);
  return std::ranges::any_of(all_.users_of(guesser),
                             [&](std::uint32_t user) { return owners_.knows(user, address); });
}

}  // namespace queuehound
