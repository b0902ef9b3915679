// Who sent an arrival, and what is counted of it. On a busy server the tables of names, actors and
// their hours are larger than the caches, and one arrival asks four of them, each for what the next
// is asked with. So who was found lately is found again by one look (KnownRow), and what is counted
// waits a few arrivals for its rows (WaitingCount). It is all learned in the order of the lines.
#include "base/hash.h"
#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"
#include "mail/host_family.h"

namespace queuehound {
namespace {

constexpr std::size_t kAddressUses = 2u << 20;

}  // namespace

std::uint32_t Ledger::index_actor(SubmissionClass submission, std::uint32_t name,
                                  std::uint32_t place, std::uint32_t next) {
  return actor_index_.insert(actor_key(submission, name, place), next, [&](ActorId id) {
    const ActorRecord& actor = actors[id];
    return actor.name == name && actor.place == place && actor.submission == submission;
  });
}

ActorId Ledger::actor_for(SubmissionClass submission, std::uint32_t name, std::uint32_t place) {
  const auto next = static_cast<std::uint32_t>(actors.size());
  const std::uint32_t found = index_actor(submission, name, place, next);
  if (found == next) {
    ActorRecord& actor = actors.emplace_back();
    actor.submission = submission;
    actor.name = name;
    actor.place = place;
  }
  return found;
}

std::uint32_t Ledger::index_address_use(ActorId actor, std::uint32_t address, std::uint32_t next) {
  return address_use_index_.insert(address_use_key(actor, address), next, [&](std::uint32_t row) {
    return address_uses[row].actor == actor && address_uses[row].address == address;
  });
}

std::uint32_t Ledger::address_use(ActorId actor, std::uint32_t address) {
  const auto next = static_cast<std::uint32_t>(address_uses.size());
  const std::uint32_t found = index_address_use(actor, address, next);
  if (found == next) {
    AddressUse& use = address_uses.emplace_back();
    use.actor = actor;
    use.address = address;
  }
  return found;
}

void Ledger::begin_lines() {
  counts_lag_ = true;
  if (known_rows_.empty()) known_rows_.resize(kKnownRows);
}

void Ledger::end_lines() {
  while (waited_ != waiting_end_) add_oldest_counts();
  counts_lag_ = false;
}

// `use`: the row of address_uses that counts this arrival too.
void Ledger::count_hour(ActorId actor, Time at, std::uint32_t messages_seen,
                        std::uint32_t recipients_seen, std::uint32_t use) {
  const WaitingCount counts{actor, {hour_of(at), messages_seen, recipients_seen}, use, at};
  if (!counts_lag_) return add_counts(counts);
  if (waiting_end_ - waited_ == kWaitingCounts) add_oldest_counts();
  __builtin_prefetch(&actors[actor]);
  if (use != kNothing) __builtin_prefetch(&address_uses[use]);
  waiting_[waiting_end_++ % kWaitingCounts] = counts;
  // What a row points to is asked for when the row itself has come.
  constexpr std::size_t kHalf = kWaitingCounts / 2;
  if (waiting_end_ - waited_ < kHalf) return;
  const ActorId half_way = waiting_[(waiting_end_ - kHalf) % kWaitingCounts].actor;
  if (const std::uint32_t row = actors[half_way].newest_hour; row != kNothing)
    __builtin_prefetch(&hour_rows_[row]);
}

void Ledger::add_counts(const WaitingCount& counts) {
  if (counts.use != kNothing) count_use(address_uses[counts.use], counts.at);
  const HourCount& count = counts.count;
  if (counts.use != kNothing && count.messages == 0) return;  // an hour is counted apart
  ActorRecord& actor = actors[counts.actor];
  // Lines come nearly in order: the hour is the last one, or a few before it.
  std::uint32_t row = actor.newest_hour;
  for (int looks = 0; row != kNothing && looks < 3; ++looks, row = hour_rows_[row].older) {
    HourCount known = hour_rows_[row].count();
    if (known.hour != count.hour) continue;
    known.add(count.messages, count.recipients);
    hour_rows_[row].set(known);
    return;
  }
  const auto next = static_cast<std::uint32_t>(hour_rows_.size());
  hour_rows_.push_back({count, actor.newest_hour});
  if (actor.oldest_hour == kNothing) actor.oldest_hour = next;
  actor.newest_hour = next;
}

void Ledger::add_oldest_counts() { add_counts(waiting_[waited_++ % kWaitingCounts]); }

void Ledger::count_use(AddressUse& use, Time at) {
  ++use.messages;
  stretch(use.first, use.last, at);
  if (day_of(at) != use.last_day) {
    use.last_day = day_of(at);
    ++use.days;
  }
}

Ledger::KnownRow Ledger::find_sender(const Arrival& arrival) {
  const std::uint64_t address_hash = keyed_hash(bytes_of(arrival.address));
  if (!counts_lag_) return look_up_sender(arrival, address_hash);
  const std::uint64_t name_hash = arrival.name.empty() ? 0 : keyed_hash(arrival.name);
  const std::uint64_t place_hash = arrival.directory.empty() ? 0 : keyed_hash(arrival.directory);
  const auto how = static_cast<std::uint64_t>(arrival.submission) << 1 | arrival.has_address;
  const std::uint64_t key = mix(mix(address_hash ^ how, name_hash), place_hash);
  KnownRow& known = known_rows_[key % kKnownRows];
  if (known.key != key || known.row == kNothing) {
    known = look_up_sender(arrival, address_hash);
    known.key = key;
  } else if (address_uses.size() >= kAddressUses) {
    known.use = kNothing;  // over its limit the table counts nobody any more
  }
  return known;
}

std::uint32_t Ledger::family_id(std::string_view host_name, const IpAddress& address) {
  const std::string_view family = family_of_host(host_name, address);
  return family.empty() ? 0 : domain_id(family);
}

Ledger::KnownRow Ledger::look_up_sender(const Arrival& arrival, std::uint64_t address_hash) {
  // Both rows are asked for before one is waited for.
  strings.prefetch(address_hash);
  const bool is_remote = arrival.submission == SubmissionClass::remote;
  const std::uint32_t place = strings.intern(arrival.directory);
  const std::uint32_t name = is_remote ? strings.intern(bytes_of(arrival.address), address_hash)
                                       : strings.intern(arrival.name);
  KnownRow found;
  const std::size_t known = actors.size();
  found.row = actor_for(arrival.submission, name, place);
  if (is_remote && found.row == known && !arrival.host_name.empty())
    actors[found.row].family = family_id(arrival.host_name, arrival.address);
  if (arrival.submission == SubmissionClass::mailbox && arrival.has_address) {
    const std::uint32_t address = strings.intern(bytes_of(arrival.address), address_hash);
    const std::size_t uses = address_uses.size();
    if (uses < kAddressUses) found.use = address_use(found.row, address);
    // Of a person at home the provider knows a name, and his computer calls itself otherwise.
    const bool is_own_name = !arrival.host_name.empty() && arrival.helo == arrival.host_name;
    if (found.use == uses && is_own_name && is_mail_hosts_name(arrival.host_name))
      address_uses[found.use].family = family_id(arrival.host_name, arrival.address);
  }
  return found;
}

}  // namespace queuehound
