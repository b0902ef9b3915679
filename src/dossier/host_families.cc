#include "dossier/host_families.h"

#include <algorithm>
#include <set>
#include <utility>

#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::size_t kDaysOfProvider = 5;
constexpr std::uint64_t kTimesAsMuch = 10;
constexpr std::int64_t kEarlierWeek = 4;  // days, at least, before the window

bool is_most(std::uint64_t part, std::uint64_t all) { return all > 0 && part * 20 >= all * 19; }

std::int64_t day_of(const Ledger& ledger, const HourCount& hour) {
  return ledger.day_of(Time{std::chrono::hours(hour.hour)});
}

std::int64_t first_day(const Ledger& ledger) { return ledger.day_of(ledger.from()); }

// Of one host, before `day`.
std::uint64_t busiest_day_before(const Ledger& ledger, const ActorRecord& host, std::int64_t day) {
  std::uint64_t busiest = 0, today = 0;
  std::int64_t last = -1;
  for (const HourCount& hour : ledger.hours_of(host)) {
    if (day_of(ledger, hour) >= day) break;
    today = day_of(ledger, hour) == last ? today + hour.messages : hour.messages;
    last = day_of(ledger, hour);
    busiest = std::max(busiest, today);
  }
  return busiest;
}

}  // namespace

HostFamilies::HostFamilies(const CaseFile& file) : file_(file) {
  for (ActorId id = 0; id < file.ledger.actors.size(); ++id)
    if (const std::uint32_t family = file.ledger.actors[id].family; family != 0)
      hosts_.push_back({family, id});
  std::ranges::sort(hosts_, {},
                    [](const Host& host) { return std::pair(host.family, host.actor); });
}

std::uint32_t HostFamilies::family_of(const Visitor& visitor) const {
  for (const ActorId host : visitor.hosts)
    if (const std::uint32_t family = file_.ledger.actors[host].family; family != 0) return family;
  return 0;
}

template <class Use>
void HostFamilies::for_each_sister(const Visitor& visitor, Use&& use) const {
  const std::uint32_t family = family_of(visitor);
  if (family == 0) return;
  for (const auto& [name, actor] : std::ranges::equal_range(hosts_, family, {}, &Host::family))
    if (const ActorRecord& host = file_.ledger.actors[actor]; host.name != visitor.address)
      use(host);
}

bool HostFamilies::is_of_provider(const Visitor& visitor, std::uint64_t spam) const {
  if (visitor.messages <= spam) return false;
  const std::int64_t today = first_day(file_.ledger);
  std::set<std::int64_t> days;
  std::uint64_t before = 0;
  for_each_sister(visitor, [&](const ActorRecord& host) {
    for (const HourCount& hour : file_.ledger.hours_of(host)) {
      if (day_of(file_.ledger, hour) >= today) break;
      days.insert(day_of(file_.ledger, hour));
      before += hour.messages;
    }
  });
  return days.size() >= kDaysOfProvider && before >= kTimesAsMuch * (visitor.messages + spam);
}

// Whoever has a mailbox with one, and a list of names that do not exist, could have it blocked.
bool HostFamilies::is_providers(std::uint32_t family) const {
  constexpr std::size_t kHosts = 2;
  constexpr std::uint64_t kLetters = 20;
  if (family == 0) return false;
  const std::int64_t today = first_day(file_.ledger);
  std::set<std::int64_t> days;
  std::set<std::uint32_t> hosts;
  std::uint64_t letters = 0;
  for (const auto& [name, actor] : std::ranges::equal_range(hosts_, family, {}, &Host::family))
    for (const HourCount& hour : file_.ledger.hours_of(file_.ledger.actors[actor])) {
      if (day_of(file_.ledger, hour) >= today) break;
      days.insert(day_of(file_.ledger, hour));
      hosts.insert(file_.ledger.actors[actor].name);
      letters += hour.messages;
    }
  return days.size() >= kDaysOfProvider && hosts.size() >= kHosts && letters >= kLetters;
}

bool HostFamilies::writes_as_itself(const Visitor& visitor, const Message& letter) const {
  const std::string_view family = file_.ledger.text(family_of(visitor));
  const std::string_view domain = domain_of(file_.ledger.text(letter.sender));
  return !family.empty() && !domain.empty() &&
         (is_same_or_subdomain(domain, family) || is_same_or_subdomain(family, domain));
}

bool HostFamilies::has_written_before(const Visitor& visitor) const {
  bool has = visitor.before > 0;
  const std::int64_t today = first_day(file_.ledger);
  for_each_sister(visitor, [&](const ActorRecord& host) {
    const auto hours = file_.ledger.hours_of(host);
    has = has || (!hours.empty() && day_of(file_.ledger, hours.front()) < today);
  });
  return has;
}

bool HostFamilies::sends_next_issue(const Visitor& visitor) const {
  const Ledger& ledger = file_.ledger;
  const std::string_view family = ledger.text(family_of(visitor));
  std::uint64_t as_the_house = 0;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    as_the_house += writes_as_itself(visitor, message);
  });
  if (family.empty() || !is_most(as_the_house, visitor.messages)) return false;
  std::uint64_t busiest = 0;
  for_each_sister(visitor, [&](const ActorRecord& host) {
    busiest = std::max(busiest, busiest_day_before(ledger, host, first_day(ledger) - kEarlierWeek));
  });
  return busiest * 2 >= visitor.messages;
}

bool HostFamilies::writes_to_its_owner(const Visitor& visitor) const {
  const Ledger& ledger = file_.ledger;
  const std::string_view family = ledger.text(family_of(visitor));
  if (family.empty()) return false;
  std::uint64_t as_owner = 0;
  for_each_message(ledger, visitor, [&](MessageIndex, const Message& message) {
    const std::string_view domain = domain_of(ledger.text(message.sender));
    bool is_own = !domain.empty() && is_same_or_subdomain(family, domain);
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      is_own = is_own && ledger.text(recipient.domain) == domain;
    });
    as_owner += is_own;
  });
  return is_most(as_owner, visitor.messages);
}

}  // namespace queuehound
