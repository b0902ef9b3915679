#include "attacks/fetchers.h"

#include <algorithm>

#include "base/hash.h"
#include "base/keyed_rows.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};
constexpr std::uint32_t kImpatient = 10;  // failures in an hour
constexpr std::size_t kMailboxes = 2;     // that fail from one address: who guesses tries many
constexpr std::int64_t kDays = 5;
constexpr std::uint64_t kAddressesADay = 3;  // a telephone has one or two

bool fetches(Login::Door door) { return door == Login::Door::imap || door == Login::Door::pop3; }

struct Fetched {  // one mailbox, by one network
  IpAddress network;
  std::uint32_t user = 0;
  std::uint64_t days_of_each = 0;  // address's days in sum
  Time first{}, last{};

  bool is_daily(Time from) const {
    const std::int64_t days = (last - first) / kDay + 1;
    return first < from - kDays * kDay && last >= from &&
           days_of_each >= kAddressesADay * static_cast<std::uint64_t>(days);
  }
};

}  // namespace

Fetchers::Networks Fetchers::find_networks() const {
  const Ledger& ledger = file_.ledger;
  KeyedRows<Fetched> all;
  for (const LoginUse& use : ledger.logins) {
    const LoginsGotIn& got_in = ledger.got_in_of(use);
    if (!fetches(use.key.door) || got_in.first_success == Time{}) continue;
    const IpAddress network = provider_network_of(ledger.address(use.key.address)).base;
    Fetched& fetched = all[mix(keyed_hash(bytes_of(network)), use.key.user)];
    if (fetched.first == Time{} || got_in.first_success < fetched.first)
      fetched.first = got_in.first_success;
    fetched.network = network;
    fetched.user = use.key.user;
    fetched.days_of_each += got_in.days;
    fetched.last = std::max<Time>(fetched.last, got_in.last_success);
  }
  Networks networks;
  for (const Fetched& fetched : all.rows())
    if (fetched.is_daily(ledger.from())) networks[fetched.network].push_back(fetched.user);
  return networks;
}

bool Fetchers::are_at(const Guesser& guesser, std::span<const std::uint32_t> tried) {
  if (tried.size() > kMailboxes || guesser.busiest_hour >= kImpatient) return false;
  for (const auto door : {Login::Door::smtp_auth, Login::Door::webmail})
    if (guesser.doors[static_cast<std::size_t>(door)] > 0) return false;
  if (!networks_) networks_ = find_networks();
  const IpAddress network = provider_network_of(file_.ledger.address(guesser.address)).base;
  const auto fetched = networks_->find(network);
  return fetched != networks_->end() && std::ranges::any_of(fetched->second, [&](auto user) {
           return std::ranges::find(tried, user) == tried.end();
         });
}

}  // namespace queuehound
