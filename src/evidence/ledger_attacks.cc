// Who tried to get in, and who was refused: one row an address (and mailbox), and a second one only
// where something of it lies inside the window. Guessers are many, and most of them are of last
// week.
#include <algorithm>

#include "base/text.h"
#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"
#include "evidence/line_digest.h"
#include "mail/address.h"

namespace queuehound {
namespace {

// What keeps the keys of known rows apart, table from table; senders have smaller numbers.
constexpr std::uint64_t kLoginRow = 1u << 8, kRefusalRow = 1u << 9;

SeenLine seen_line(SourceRef source, std::string_view line) {
  return {source.offset, source.file, digest_of_line(line)};
}

}  // namespace

template <class Row>
const Row& Ledger::row_or_none(std::uint32_t row, const Table<Row>& rows) {
  static const Row none;
  return row == kNothing ? none : rows[row];
}

template <class Row>
Row& Ledger::row_or_new(std::uint32_t& row, Table<Row>& rows) {
  if (row == kNothing) {
    row = static_cast<std::uint32_t>(rows.size());
    rows.emplace_back();
  }
  return rows[row];
}

const LoginsInWindow& Ledger::in_window_of(const LoginUse& use) const {
  return row_or_none(use.in_window, logins_in_window);
}
const RefusalsInWindow& Ledger::in_window_of(const RefusalUse& use) const {
  return row_or_none(use.in_window, refusals_in_window);
}
const LoginsGotIn& Ledger::got_in_of(const LoginUse& use) const {
  return row_or_none(use.got_in, logins_got_in);
}
LoginsGotIn& Ledger::got_in_row(LoginUse& use) { return row_or_new(use.got_in, logins_got_in); }
LoginsInWindow& Ledger::window_row(LoginUse& use) {
  return row_or_new(use.in_window, logins_in_window);
}
RefusalsInWindow& Ledger::window_row(RefusalUse& use) {
  return row_or_new(use.in_window, refusals_in_window);
}

// A row that was found under this key, or what `look_up` finds. The tables only grow while lines
// are learned, and what named a row was interned when it was found first.
template <class LookUp>
std::uint32_t Ledger::known_row(std::uint64_t key, LookUp&& look_up) {
  if (!counts_lag_) return look_up();
  KnownRow& known = known_rows_[key % kKnownRows];
  if (known.key != key || known.row == kNothing) known = {key, look_up(), kNothing};
  return known.row;
}

std::uint32_t Ledger::index_login(const LoginKey& key, std::uint32_t next) {
  return login_index_.insert(login_key(key), next,
                             [&](std::uint32_t row) { return logins[row].key == key; });
}

std::uint32_t Ledger::login_use(const LoginKey& key) {
  const auto next = static_cast<std::uint32_t>(logins.size());
  const std::uint32_t found = index_login(key, next);
  if (found == next) logins.emplace_back().key = key;
  return found;
}

void Ledger::learn(const Login& login) {
  stamps.see(login.at);
  if (login.at > to_) return;
  const std::uint64_t user_hash = keyed_hash(login.user);
  const std::uint64_t address_hash = keyed_hash(bytes_of(login.address));
  const std::uint64_t door = static_cast<std::uint64_t>(login.door) + kLoginRow;
  LoginUse& use = logins[known_row(mix(user_hash ^ door, address_hash), [&] {
    const std::uint32_t user = login.user.empty() ? 0 : strings.intern(login.user, user_hash);
    return login_use({user, strings.intern(bytes_of(login.address), address_hash), login.door});
  })];
  if (login.succeeded) {
    LoginsGotIn& got_in = got_in_row(use);
    stretch(got_in.first_success, got_in.last_success, login.at);
    if (day_of(login.at) != got_in.last_day) {
      got_in.last_day = day_of(login.at);
      ++got_in.days;
    }
  } else {
    stretch(use.first_failure, use.last_failure, login.at);
    if (login.is_unknown_user) use.unknown_user += std::max(1u, login.attempts);
  }
  if (in_window(login.at))
    learn_in_window(login, window_row(use));
  else if (login.succeeded)
    ++got_in_row(use).succeeded_before;
  else
    use.failed_before += login.attempts;
}

void Ledger::learn_in_window(const Login& login, LoginsInWindow& use) {
  if (login.succeeded) {
    ++use.succeeded;
  } else {
    use.failed += login.attempts;
    if (login.is_proven) use.proven += login.attempts;
    use.hours.add(hour_of(login.at), login.attempts);
  }
  if (use.line.digest == 0 || (!login.succeeded && use.failed == login.attempts))
    use.line = seen_line(login.source, login.line);
}

std::uint32_t Ledger::index_refusal(std::uint32_t address, std::uint32_t next) {
  return refusal_index_.insert(refusal_key(address), next,
                               [&](std::uint32_t row) { return refusals[row].address == address; });
}

std::uint32_t Ledger::refusal_use(std::uint32_t address) {
  const auto next = static_cast<std::uint32_t>(refusals.size());
  const std::uint32_t found = index_refusal(address, next);
  if (found == next) refusals.emplace_back().address = address;
  return found;
}

// Somebody bounces mail to us: no probing.
void Ledger::learn_refused_bounce(const Refusal& refusal) {
  const std::string domain = to_lower(domain_of(refusal.recipient));
  BounceRefusals& bounces = bounce_refusals[strings.intern(domain)];
  ++bounces.count;
  bounces.hosts.insert(intern_address(refusal.address));
  stretch(bounces.first, bounces.last, refusal.at);
}

void Ledger::learn(const Refusal& refusal) {
  if (refusal.at > to_) return;
  if (refusal.is_bounce && !refusal.recipient.empty()) {
    if (in_window(refusal.at)) learn_refused_bounce(refusal);
    return;
  }
  const std::uint64_t address_hash = keyed_hash(bytes_of(refusal.address));
  RefusalUse& use = refusals[known_row(mix(address_hash, kRefusalRow), [&] {
    return refusal_use(strings.intern(bytes_of(refusal.address), address_hash));
  })];
  if (in_window(refusal.at)) {
    window_row(use);
    learn_in_window(refusal, use.in_window);
  } else {
    ++use.before;
  }
}

void Ledger::learn_in_window(const Refusal& refusal, std::uint32_t row) {
  RefusalsInWindow& use = refusals_in_window[row];
  ++use.by_what[static_cast<std::size_t>(refusal.what)];
  use.proven += refusal.is_proven;
  stretch(use.first, use.last, refusal.at);
  use.hours.add(hour_of(refusal.at), 1);
  if (use.family == 0 && !refusal.host_name.empty())
    use.family = family_id(refusal.host_name, refusal.address);
  if (!refusal.recipient.empty() && use.distinct_recipients < kRefusedRecipients)
    count_refused(row, keyed_hash_folded(refusal.recipient));
  if (use.line.digest == 0) use.line = seen_line(refusal.source, refusal.line);
}

void Ledger::learn_twofold(Time at, bool is_login, std::string_view line) {
  constexpr std::size_t kSample = 200;
  stamps.see(at);
  if (!in_window(at)) return;
  ++(is_login ? twofold.logins : twofold.others);
  if (twofold.line.empty()) twofold.line = std::string(line.substr(0, kSample));
}

void Ledger::learn_forger(std::string_view path, Time at) {
  constexpr std::size_t kPaths = 64;
  if (!in_window(at) || forging_paths.size() >= kPaths) return;
  const std::uint32_t id = strings.intern(path);
  if (std::ranges::find(forging_paths, id) == forging_paths.end()) forging_paths.push_back(id);
}

std::uint32_t Ledger::index_refused(std::uint32_t row, std::uint64_t hash, std::uint32_t next) {
  return refused_index_.insert(mix(hash, row), next, [&](std::uint32_t known) {
    return refused_recipients_[known].hash == hash && refused_recipients_[known].row == row;
  });
}

void Ledger::count_refused(std::uint32_t row, std::uint64_t hash) {
  const auto next = static_cast<std::uint32_t>(refused_recipients_.size());
  if (index_refused(row, hash, next) != next) return;
  refused_recipients_.push_back({hash, row, 0});
  ++refusals_in_window[row].distinct_recipients;
}

void Ledger::believe_attacks(const Ledger& rejects) {
  const auto ours_of = [&](std::uint32_t theirs) { return strings.find(rejects.text(theirs)); };
  for (const RefusalUse& theirs : rejects.refusals) {
    const std::uint32_t address = ours_of(theirs.address);
    const std::uint32_t row =
        address == 0 ? FlatMap::kNone
                     : refusal_index_.find(refusal_key(address), [&](std::uint32_t known) {
                         return refusals[known].address == address;
                       });
    if (row == FlatMap::kNone || theirs.in_window == kNothing ||
        refusals[row].in_window == kNothing)
      continue;
    RefusalsInWindow& ours = refusals_in_window[refusals[row].in_window];
    const RefusalsInWindow& also = rejects.refusals_in_window[theirs.in_window];
    std::uint32_t told = 0;
    for (std::size_t what = 0; what < std::size(ours.by_what); ++what)
      told += std::min(ours.by_what[what], also.by_what[what]);
    ours.proven = std::max(ours.proven, told);
  }
  for (const LoginUse& theirs : rejects.logins) {
    const LoginKey key{ours_of(theirs.key.user), ours_of(theirs.key.address), theirs.key.door};
    const std::uint32_t row = key.address == 0
                                  ? FlatMap::kNone
                                  : login_index_.find(login_key(key), [&](std::uint32_t known) {
                                      return logins[known].key == key;
                                    });
    if (row == FlatMap::kNone || theirs.in_window == kNothing || logins[row].in_window == kNothing)
      continue;
    LoginsInWindow& ours = logins_in_window[logins[row].in_window];
    const std::uint32_t told =
        std::min(ours.failed, rejects.logins_in_window[theirs.in_window].failed);
    ours.proven = std::max(ours.proven, told);
  }
}

}  // namespace queuehound
