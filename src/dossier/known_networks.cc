#include "dossier/known_networks.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace queuehound {
namespace {

constexpr seconds kDay{86400};
constexpr std::size_t kWanderings = 5;  // new networks, each on a day of its own
constexpr std::uint32_t kDaysAtHome = 5;
constexpr std::size_t kLastDays = 10;

struct Since {
  std::uint32_t uses = 0, days = 0;
  std::int64_t last_day = -1;
};
using SinceByAddress = std::unordered_map<std::uint32_t, Since>;

std::int64_t day_number(Time at) { return at.time_since_epoch() / kDay; }

std::uint32_t less(std::uint32_t all, std::uint32_t part) { return all - std::min(all, part); }

// The day of the onset is the mailing's, whatever was sent on its morning.
void add_sent_since(const Ledger& ledger, ActorId actor, Time onset, SinceByAddress& sent) {
  for (const MessageIndex index : ledger.messages_of(ledger.actors[actor])) {
    const Message& message = ledger.messages[index];
    if (message.at < onset || !message.in_log) continue;
    Since& since = sent[message.address];
    ++since.uses;
    const std::int64_t day = day_number(message.at);
    since.days += day != since.last_day;
    since.last_day = day;
  }
}

// Logins of the window are not kept one by one: where the last is not before the onset, they all
// count as the mailing's, and so does every day from the onset to the last; where that is in the
// window, no more days than logins: one at a webmail this morning is not of two days.
Since logged_in_since(const Ledger& ledger, const LoginUse& use, Time onset) {
  const LoginsGotIn& got_in = ledger.got_in_of(use);
  if (got_in.last_success < onset) return {};
  const std::uint32_t logins = ledger.in_window_of(use).succeeded;
  const std::int64_t first_day = day_number(std::max<Time>(got_in.first_success, onset));
  const auto days = static_cast<std::uint32_t>(day_number(got_in.last_success) - first_day + 1);
  return {logins, onset < ledger.from() ? days : std::min(days, logins), -1};
}

}  // namespace

void KnownNetworks::Use::add(std::uint32_t uses, std::uint32_t distinct_days, Time since) {
  if (uses == 0) return;
  count += uses;
  days = std::max(days, distinct_days);
  days_of_each += distinct_days;
  const std::int64_t day = day_number(since);
  first_days += day != last_first_day;
  last_first_day = day;
  if (first == Time{} || since < first) first = since;
}

KnownNetworks::KnownNetworks(const CaseFile& file, std::uint32_t user, Time onset) : onset_(onset) {
  // A mailing is no past of its own: one letter to try the password, days before, and today's flood
  // were two days of use and many letters.
  SinceByAddress sent_since;
  std::set<ActorId> actors;
  // By address first: who reads and sends on one day was here on one day.
  ByNetwork by_address;
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    if (actors.insert(sent.use.actor).second)
      add_sent_since(file.ledger, sent.use.actor, onset, sent_since);
    const Since since = sent_since[sent.address];
    Use& use = by_address[file.ledger.address(sent.address)];
    use.letters += less(sent.use.messages, since.uses);
    use.add(less(sent.use.messages, since.uses), less(sent.use.days, since.days), sent.use.first);
  }
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    const Since since = logged_in_since(file.ledger, use, onset);
    const LoginsGotIn& got_in = file.ledger.got_in_of(use);
    by_address[file.ledger.address(use.key.address)].add(
        less(file.ledger.successes_of(use), since.uses), less(got_in.days, since.days),
        got_in.first_success);
  }
  std::vector<std::pair<IpAddress, Use>> in_order(by_address.begin(), by_address.end());
  std::ranges::sort(in_order, {},
                    [](const auto& row) { return std::pair(row.second.first, row.first); });
  for (const auto& [address, use] : in_order) add(address, use);
}

void KnownNetworks::add(const IpAddress& address, const Use& use) {
  if (use.count == 0) return;
  near_[neighbourhood_of(address).base].add(use.count, use.days, use.first);
  if (use.first > onset_ - kDay) return;
  Use& wide = wide_[provider_network_of(address).base];
  wide.add(use.count, use.days, use.first);
  wide.letters += use.letters;
  const auto [seen, is_new] = seen_.try_emplace(address, use.first);
  wide.addresses += is_new;
  seen->second = std::min(seen->second, use.first);
}

KnownNetworks::Use KnownNetworks::found(const ByNetwork& table, const IpAddress& base) {
  const auto entry = table.find(base);
  return entry == table.end() ? Use{} : entry->second;
}

bool KnownNetworks::is_owners(const IpAddress& address) const {
  const Use known = found(near_, neighbourhood_of(address).base);
  if (known.count == 0 || known.first > onset_ - kDay) return false;
  const bool is_more_than_a_try = known.days_of_each >= 2;
  // Of IPv6 a computer has another address of its /64 every day. In a /24 three addresses are three
  // customers, or a thief's three tries.
  const std::uint32_t days = address.is_v4() ? known.days : std::max(known.days, known.first_days);
  return days >= 3 || (known.first < onset_ - 7 * kDay && is_more_than_a_try) ||
         (known.days >= 2 && known.count >= 4);
}

// Somewhere else since earlier, on as many days, and not for reading alone, as a telephone is.
bool KnownNetworks::has_desk_elsewhere(const Use& known) const {
  constexpr std::uint32_t kLetters = 4;  // here for each of there
  return std::ranges::any_of(wide_, [&](const auto& entry) {
    const Use& other = entry.second;
    return other.all_days() >= known.all_days() && other.first + kDay / 2 < known.first &&
           other.letters * kLetters >= known.letters;
  });
}

// In logs of a week the working days may be four. Then most of what the mailbox ever did has to be
// in that network: who tries a password there before he sends does little beside its owner. If he
// asks for mail each minute he does more, but has not been there first.
bool KnownNetworks::is_habit(const IpAddress& address) const {
  const Use known = found(wide_, provider_network_of(address).base);
  if (known.addresses < 3 || known.count < 6) return false;
  if (known.first < onset_ - 5 * kDay) return true;
  std::uint32_t all = 0;
  for (const auto& [base, use] : wide_) all += use.count;
  return known.first_days >= 3 && known.count * 4 >= all * 3 && !has_desk_elsewhere(known);
}

bool KnownNetworks::is_of_usual_provider(const IpAddress& address) const {
  const Use known = found(wide_, provider_network_of(address).base);
  return known.count >= 3 && known.first < onset_ - kDay;
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

const KnownNetworks& OwnersNetworks::of(std::uint32_t user) {
  return known_.try_emplace(user, file_, user, file_.ledger.from()).first->second;
}

bool OwnersNetworks::knows(std::uint32_t user, const IpAddress& address) {
  return of(user).is_owners(address) || of(user).is_habit(address);
}

bool OwnersNetworks::knows_provider(std::uint32_t user, const IpAddress& address) {
  return of(user).is_of_usual_provider(address);
}

std::size_t OwnersNetworks::at_home(std::uint32_t address, std::uint32_t except) {
  constexpr std::size_t kAsked = 50;  // of the thousands who use a webmail
  const Ledger& ledger = file_.ledger;
  std::set<std::uint32_t> users;
  for (const std::uint32_t row : rows_of(file_.logins.logins_of_address, address)) {
    const LoginUse& use = ledger.logins[row];
    if (use.key.user == except || ledger.in_window_of(use).succeeded == 0) continue;
    users.insert(use.key.user);
    if (users.size() >= kAsked) break;
  }
  std::size_t found = 0;
  for (auto user = users.begin(); user != users.end() && found < kAFew; ++user)
    found += knows(*user, ledger.address(address));
  return found;
}

}  // namespace queuehound
