#include "verdict/known_networks.h"

#include <algorithm>
#include <array>
#include <set>

namespace queuehound {
namespace {

constexpr seconds kDay{86400};
constexpr std::size_t kWanderings = 5;  // new networks, each on a day of its own
constexpr std::uint32_t kDaysAtHome = 5;
constexpr std::size_t kLastDays = 10;

}  // namespace

void KnownNetworks::Use::add(std::uint32_t uses, std::uint32_t distinct_days, Time since) {
  if (uses == 0) return;
  count += uses;
  days = std::max(days, distinct_days);
  if (first == Time{} || since < first) first = since;
}

KnownNetworks::KnownNetworks(const CaseFile& file, std::uint32_t user, Time onset) : onset_(onset) {
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    add(file.ledger.address(sent.address), sent.use.messages, sent.use.days, sent.use.first);
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    add(file.ledger.address(use.key.address), file.ledger.successes_of(use), use.days,
        use.first_success);
  }
}

void KnownNetworks::add(const IpAddress& address, std::uint32_t uses, std::uint32_t days,
                        Time first) {
  if (uses == 0) return;
  near_[neighbourhood_of(address).base].add(uses, days, first);
  if (first > onset_ - kDay) return;
  Use& wide = wide_[provider_network_of(address).base];
  wide.add(uses, days, first);
  const auto [seen, is_new] = seen_.try_emplace(address, first);
  wide.addresses += is_new;
  seen->second = std::min(seen->second, first);
}

KnownNetworks::Use KnownNetworks::found(const ByNetwork& table, const IpAddress& base) {
  const auto entry = table.find(base);
  return entry == table.end() ? Use{} : entry->second;
}

bool KnownNetworks::is_owners(const IpAddress& address) const {
  const Use known = found(near_, neighbourhood_of(address).base);
  if (known.count == 0 || known.first > onset_ - kDay) return false;
  return known.days >= 3 || known.first < onset_ - 7 * kDay ||
         (known.days >= 2 && known.count >= 4);
}

bool KnownNetworks::is_habit(const IpAddress& address) const {
  const Use known = found(wide_, provider_network_of(address).base);
  return known.addresses >= 3 && known.count >= 6 && known.first < onset_ - 5 * kDay;
}

// Of the last ten days: who moved to a new place once comes from there ever after. Who is at home
// somewhere is no wanderer: an intruder tries his password from ever new places for days, too.
bool KnownNetworks::is_wanderer() const {
  const auto is_home = [](const auto& entry) { return entry.second.days >= kDaysAtHome; };
  if (std::ranges::any_of(near_, is_home)) return false;
  std::set<std::int64_t> days;
  for (const auto& [base, use] : wide_)
    if (use.first > onset_ - (kLastDays + 1) * kDay) days.insert((onset_ - use.first) / kDay);
  return days.size() >= kWanderings;
}

std::uint32_t KnownNetworks::new_a_day() const {
  std::array<std::uint32_t, kLastDays> days{};
  for (const auto& [address, first] : seen_)
    if (const auto back = static_cast<std::size_t>((onset_ - first) / kDay) - 1; back < days.size())
      ++days[back];
  std::ranges::sort(days);
  return days[days.size() / 2];
}

bool OwnersNetworks::knows(std::uint32_t user, const IpAddress& address) {
  const auto [entry, is_new] = known_.try_emplace(user, file_, user, file_.ledger.from());
  return entry->second.is_owners(address) || entry->second.is_habit(address);
}

}  // namespace queuehound
