// Where a mailbox is at home: the place it was let in from on most days, by whatever door. Owners
// move and travel; what tells them from a thief is what becomes of that place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/reading_door.h"

namespace queuehound {

constexpr std::uint32_t kDaysAtHome = 3;
constexpr std::size_t kMostUsers = 200;  // behind one address: more are no office

// One address of one mailbox, at whatever door.
struct Stay {
  std::uint32_t address = 0;
  std::uint32_t days = 0;
  Time first{}, last{};
  bool reads = false;
  std::uint32_t letters = 0;
};

// Each address that let the mailbox `user` (a string id) in, as far back as logs go.
template <class Use>
void for_each_stay(const CaseFile& file, std::uint32_t user, Use&& use) {
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    use(Stay{sent.address, sent.use.days, sent.use.first, sent.use.last, false, sent.use.messages});
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& login = file.ledger.logins[row];
    const LoginsGotIn& got_in = file.ledger.got_in_of(login);
    if (got_in.first_success != Time{})
      use(Stay{login.key.address, got_in.days, got_in.first_success, got_in.last_success,
               is_reading(login.key.door)});
  }
}

// The neighbourhood's base (neighbourhood_of); `address` is a string id.
IpAddress near(const CaseFile& file, std::uint32_t address);

struct Home {
  IpAddress base{};
  bool is_wide = false;  // a provider's network, of which it has another address every day
  std::uint32_t days = 0;
  std::set<std::uint32_t> addresses;
};

// Where the mailbox was on most days before `onset`. Many providers give a household another
// address every night, of IPv6 another /64: then it is the provider's network, where it came from
// elsewhere on three days at least, and no part of it was its place on half of the days.
std::vector<Home> homes_of(const CaseFile& file, std::uint32_t user, Time onset,
                           std::uint32_t least_days = kDaysAtHome);
bool is_there(const CaseFile& file, const std::vector<Home>& homes, std::uint32_t address);

// Mailboxes that logged in, or tried to, from the very address `address` (a string id); where there
// are more than kMostUsers, so many.
void add_users_of(const CaseFile& file, std::uint32_t address, std::set<std::uint32_t>& users);
// The same of a client's place: from the very address, of IPv6 from near it.
std::set<std::uint32_t> users_beside(const CaseFile& file, std::uint32_t address);
// The same of all addresses of homes; none where these are no office's.
std::set<std::uint32_t> users_at(const CaseFile& file, const std::vector<Home>& homes);
// Those of them that are at home there.
std::vector<std::uint32_t> residents_of(const CaseFile& file, const std::vector<Home>& homes,
                                        Time onset, std::uint32_t least_days = kDaysAtHome);

// The first time that `user` was let in from near `base`.
Time first_near(const CaseFile& file, std::uint32_t user, const IpAddress& base);
// Its password was wrong near there before it was right. Whoever knows it mistypes it later, too.
bool has_failed_near(const CaseFile& file, std::uint32_t user, const IpAddress& base);
// Its sessions in the window that read from near there.
std::uint32_t reads_near(const CaseFile& file, std::uint32_t user, const IpAddress& base);
// The same by the provider of `address` (a string id): a telephone has another address of its
// carrier's every hour, and asks for its mail by one and sends by the next.
std::uint32_t reads_by_provider_of(const CaseFile& file, std::uint32_t user, std::uint32_t address);

// Whether it was read from near there on two days before `until`, however often elsewhere: an
// office's telephone asks for mail all day. Who tries a password looks in once.
bool was_read_on_days_before(const CaseFile& file, std::uint32_t user, const IpAddress& base,
                             Time until);

// Nobody was let in from there since, and somebody was a few days before: closed for the holidays
// is silent for longer than a move.
bool has_fallen_silent(const CaseFile& file, const std::vector<Home>& homes, Time since);

}  // namespace queuehound
