#include "dossier/homes.h"

#include <algorithm>
#include <map>
#include <utility>

namespace queuehound {

IpAddress near(const CaseFile& file, std::uint32_t address) {
  return neighbourhood_of(file.ledger.address(address)).base;
}

namespace {

constexpr seconds kDay{86400};
constexpr seconds kLongestMove = 5 * kDay;  // a weekend and a holiday; closed for longer is no sign

IpAddress around(const CaseFile& file, std::uint32_t address) {
  return provider_network_of(file.ledger.address(address)).base;
}

// A line's IPv4 stays as it is, where that is no provider's whole network; of IPv6 each computer
// has another address every day.
bool covers(const CaseFile& file, const Home& home, std::uint32_t address) {
  if (home.is_wide) return around(file, address) == home.base;
  if (home.base.is_v4()) return home.addresses.contains(address);
  return near(file, address) == home.base;
}

// Of IPv6 each address is used for a day or two, so that days are told by the first of each.
template <class Base>
std::vector<Home> settled(const CaseFile& file, std::uint32_t user, Time onset,
                          std::uint32_t least_days, Base&& base_of) {
  struct Place {
    std::uint32_t days = 0;
    std::set<std::int64_t> first_days;
    std::set<std::uint32_t> addresses;
  };
  std::map<IpAddress, Place> places;
  for_each_stay(file, user, [&](const Stay& stay) {
    if (stay.first > onset - kDay) return;
    Place& place = places[base_of(file, stay.address)];
    place.days = std::max(place.days, stay.days);
    place.first_days.insert(file.ledger.day_of(stay.first));
    place.addresses.insert(stay.address);
  });
  // The one of most days of each protocol: a line may have both.
  std::map<bool, Home> most;
  for (auto& [base, place] : places) {
    const auto days = std::max(place.days, static_cast<std::uint32_t>(place.first_days.size()));
    Home& home = most[base.is_v4()];
    if (days >= least_days && days > home.days)
      home = {base, false, days, std::move(place.addresses)};
  }
  std::vector<Home> homes;
  for (auto& [is_v4, home] : most)
    if (home.days > 0) homes.push_back(std::move(home));
  return homes;
}

std::uint32_t days_at(const std::vector<Home>& homes) {
  std::uint32_t days = 0;
  for (const Home& home : homes) days = std::max(days, home.days);
  return days;
}

}  // namespace

std::vector<Home> homes_of(const CaseFile& file, std::uint32_t user, Time onset,
                           std::uint32_t least_days) {
  std::vector<Home> homes = settled(file, user, onset, least_days, near);
  std::vector<Home> networks = settled(file, user, onset, least_days, around);
  if (!homes.empty() && days_at(homes) * 2 >= days_at(networks)) return homes;
  for (Home& network : networks) network.is_wide = true;
  return networks;
}

void add_users_of(const CaseFile& file, std::uint32_t address, std::set<std::uint32_t>& users) {
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address))
    if (users.size() <= kMostUsers) users.insert(file.logins.submissions[row].user);
  for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address))
    if (users.size() <= kMostUsers) users.insert(file.ledger.logins[row].key.user);
}

std::set<std::uint32_t> users_beside(const CaseFile& file, std::uint32_t address) {
  std::set<std::uint32_t> users;
  if (file.ledger.address(address).is_v4())
    add_users_of(file, address, users);
  else
    for (const UserNear& one : users_near(file.logins, near(file, address)))
      if (users.size() <= kMostUsers) users.insert(one.user);
  return users;
}

std::set<std::uint32_t> users_at(const CaseFile& file, const std::vector<Home>& homes) {
  std::set<std::uint32_t> users;
  for (const Home& home : homes)
    for (const std::uint32_t at : home.addresses) {
      add_users_of(file, at, users);
      if (users.size() > kMostUsers) return {};
    }
  return users;
}

bool is_there(const CaseFile& file, const std::vector<Home>& homes, std::uint32_t address) {
  return std::ranges::any_of(homes, [&](const Home& home) { return covers(file, home, address); });
}

namespace {

// The last time anybody was let in from there; under today's address, too, which nobody knows yet.
Time last_at(const CaseFile& file, const std::vector<Home>& homes) {
  Time last{};
  for (const Home& home : homes)
    for (const std::uint32_t address : home.addresses) {
      for (const std::uint32_t row : rows_of(file.logins.submissions_of_address, address))
        last = std::max<Time>(last, file.logins.submissions[row].use.last);
      for (const std::uint32_t row : rows_of(file.logins.logins_of_address, address))
        last = std::max<Time>(last, file.ledger.got_in_of(file.ledger.logins[row]).last_success);
    }
  const std::set<std::uint32_t> users = users_at(file, homes);
  if (users.empty()) return Time::max();  // too many to look at: nothing is silent
  for (const std::uint32_t user : users)
    for_each_stay(file, user, [&](const Stay& stay) {
      if (is_there(file, homes, stay.address)) last = std::max(last, stay.last);
    });
  return last;
}

}  // namespace

Time first_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  Time first = Time::max();
  for_each_stay(file, user, [&](const Stay& stay) {
    if (near(file, stay.address) == base) first = std::min(first, stay.first);
  });
  return first;
}

bool was_read_on_days_before(const CaseFile& file, std::uint32_t user, const IpAddress& base,
                             Time until) {
  constexpr std::int64_t kDays = 2;
  bool was_read = false;
  for_each_stay(file, user, [&](const Stay& stay) {
    if (!stay.reads || near(file, stay.address) != base) return;
    const std::int64_t since =
        stay.last < until
            ? 0
            : file.ledger.day_of(stay.last) - file.ledger.day_of(std::max(stay.first, until)) + 1;
    was_read |= stay.days - since >= kDays;
  });
  return was_read;
}

bool has_fallen_silent(const CaseFile& file, const std::vector<Home>& homes, Time since) {
  if (homes.empty()) return false;
  const Time last = last_at(file, homes);
  return last < since && since - last < kLongestMove;
}

std::vector<std::uint32_t> residents_of(const CaseFile& file, const std::vector<Home>& homes,
                                        Time onset, std::uint32_t least_days) {
  const auto is_of_house = [&](const Home& home) {
    return std::ranges::find(homes, home.base, &Home::base) != homes.end();
  };
  std::vector<std::uint32_t> residents;
  for (const std::uint32_t user : users_at(file, homes))
    if (std::ranges::any_of(homes_of(file, user, onset, least_days), is_of_house))
      residents.push_back(user);
  return residents;
}

bool has_failed_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  const Time since = first_near(file, user, base);
  return std::ranges::any_of(rows_of(file.logins.logins_of_user, user), [&](std::uint32_t row) {
    const LoginUse& login = file.ledger.logins[row];
    return file.ledger.failures_of(login) > 0 && login.first_failure <= since &&
           near(file, login.key.address) == base;
  });
}

namespace {

template <class Is>
std::uint32_t reads_where(const CaseFile& file, std::uint32_t user, Is&& is_there) {
  std::uint32_t reads = 0;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& login = file.ledger.logins[row];
    if (is_reading(login.key.door) && is_there(login.key.address))
      reads += file.ledger.in_window_of(login).succeeded;
  }
  return reads;
}

}  // namespace

std::uint32_t reads_near(const CaseFile& file, std::uint32_t user, const IpAddress& base) {
  return reads_where(file, user,
                     [&](std::uint32_t address) { return near(file, address) == base; });
}

std::uint32_t reads_by_provider_of(const CaseFile& file, std::uint32_t user,
                                   std::uint32_t address) {
  const IpNetwork network = provider_network_of(file.ledger.address(address));
  return reads_where(file, user, [&](std::uint32_t other) {
    return network.contains(file.ledger.address(other));
  });
}

}  // namespace queuehound
