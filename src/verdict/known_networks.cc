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

struct Sent {
  std::uint32_t messages = 0, days = 0;
  std::int64_t last_day = -1;
};
using SentByAddress = std::unordered_map<std::uint32_t, Sent>;

// The day of the onset is the mailing's, whatever was sent on its morning.
void add_sent_since(const Ledger& ledger, ActorId actor, Time onset, SentByAddress& sent) {
  for (const MessageIndex index : ledger.messages_of(ledger.actors[actor])) {
    const Message& message = ledger.messages[index];
    if (message.at < onset || !message.in_log) continue;
    Sent& since = sent[message.address];
    ++since.messages;
    const std::int64_t day = message.at.time_since_epoch() / kDay;
    since.days += day != since.last_day;
    since.last_day = day;
  }
}

}  // namespace

void KnownNetworks::Use::add(std::uint32_t uses, std::uint32_t distinct_days, Time since) {
  if (uses == 0) return;
  count += uses;
  days = std::max(days, distinct_days);
  if (first == Time{} || since < first) first = since;
}

KnownNetworks::KnownNetworks(const CaseFile& file, std::uint32_t user, Time onset) : onset_(onset) {
  // A mailing is no past of its own: one letter to try the password, days before, and today's flood
  // were two days of use and many letters.
  SentByAddress since;
  std::set<ActorId> actors;
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    if (actors.insert(sent.use.actor).second)
      add_sent_since(file.ledger, sent.use.actor, onset, since);
    const Sent own = since[sent.address];
    add(file.ledger.address(sent.address),
        sent.use.messages - std::min(sent.use.messages, own.messages),
        sent.use.days - std::min(sent.use.days, own.days), sent.use.first);
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
