// The last look over all that was learned: which messages there really were, and the lists by
// actor.
#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "evidence/ledger.h"
#include "evidence/ledger_keys.h"

namespace queuehound {
namespace {

// A log and a spool that were copied at different times do not fit each other; only where enough
// arrivals are accounted for does a missing one mean something.
constexpr std::size_t kConsistentArrivals = 10;
constexpr seconds kStillMoving{120};
constexpr std::size_t kChains = 16;  // of hours, walked together

// Each hour once, in order: learn() and settle() both count, and parts of a log share hours. The
// rows from `later` on are in order themselves. The number of those that are left, at the front.
std::size_t merge_hours(std::span<HourCount> hours, std::size_t later) {
  const auto middle = hours.begin() + static_cast<std::ptrdiff_t>(later);
  const auto hour_of_row = [](const HourCount& count) { return std::uint64_t{count.hour}; };
  if (!std::ranges::is_sorted(hours.begin(), middle, {}, hour_of_row))
    std::ranges::stable_sort(hours.begin(), middle, {}, hour_of_row);
  if (later > 0 && middle != hours.end() && middle->hour < hours[later - 1].hour)
    std::ranges::inplace_merge(hours, middle, {}, hour_of_row);
  std::size_t kept = 0;
  for (const HourCount& count : hours) {
    if (kept > 0 && hours[kept - 1].hour == count.hour) {
      hours[kept - 1].add(count.messages, count.recipients);
    } else {
      hours[kept++] = count;
    }
  }
  return kept;
}

}  // namespace

// The hours of its chain, which leads from the newest to older ones, and what its messages of the
// window add to them: their recipients are all known now.
void Ledger::list_hours(ActorRecord& actor) {
  const std::size_t begin = hours.size();
  std::size_t count = 0;
  for (std::uint32_t row = actor.newest_hour; row != kNothing; row = hour_rows_[row].older) ++count;
  hours.resize(begin + count);
  std::size_t at = begin + count;
  for (std::uint32_t row = actor.newest_hour; row != kNothing; row = hour_rows_[row].older)
    hours[--at] = hour_rows_[row].count();
  const std::span<const MessageIndex> letters = messages_of(actor);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (i + kRowsAhead < letters.size()) __builtin_prefetch(&messages[letters[i + kRowsAhead]]);
    const Message& message = messages[letters[i]];
    if (!message.in_window) continue;
    const HourCount counted(hour_of(message.at), message.in_log ? 0 : 1, message.recipients);
    if (hours.size() > begin + count && hours.back().hour == counted.hour)
      hours.back().add(counted.messages, counted.recipients);
    else
      hours.push_back(counted);
  }
  const auto kept = merge_hours(std::span(hours.data() + begin, hours.size() - begin), count);
  hours.resize(begin + kept);
  actor.hours = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(kept)};
}

void Ledger::list_messages() {
  for (const Message& message : messages)
    if (message.is_counted()) ++actors[message.actor].messages.count;
  std::uint32_t begin = 0;
  for (ActorRecord& actor : actors) {
    actor.messages.begin = begin;
    begin += std::exchange(actor.messages.count, 0);
  }
  actor_messages.resize(begin);
  for (MessageIndex i = 0; i < messages.size(); ++i) {
    RowRange& rows = actors[messages[i].actor].messages;
    if (messages[i].is_counted()) actor_messages[rows.begin + rows.count++] = i;
  }
  const auto time_of = [&](MessageIndex i) { return messages[i].at; };
  for (const ActorRecord& actor : actors) {
    const std::span rows(actor_messages.data() + actor.messages.begin, actor.messages.count);
    if (!std::ranges::is_sorted(rows, {}, time_of)) std::ranges::stable_sort(rows, {}, time_of);
  }
}

// What only found rows again gives its memory to who joins or judges.
void Ledger::forget_finders() {
  message_index_ = RowIndex();
  recipient_index_ = FlatMap();
  login_index_ = RowIndex();
  refusal_index_ = RowIndex();
  refused_index_ = RowIndex();
  address_use_index_ = RowIndex();
  known_rows_ = std::vector<KnownRow>();
  known_hints_ = std::vector<std::uint32_t>();
}

// Cron mails what a job prints to its account, or to those few whom MAILTO names. "-FCronDaemon" is
// an argument like others, which any program may give sendmail: what reaches ever others under it
// is a program's mail. Where one account runs the jobs of many customers, and all of them print
// since this morning, each hears of his own again and again.
void Ledger::doubt_cron_mail() {
  constexpr std::size_t kReaders = 20;
  constexpr std::uint32_t kAgain = 5;
  std::unordered_map<std::uint32_t, std::unordered_map<std::uint64_t, std::uint32_t>> letters;
  const auto account_of = [&](const Message& message) { return actors[message.actor].name; };
  for (const Message& message : messages)
    if (message.is_cron)
      for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
        ++letters[account_of(message)][recipient.hash];
      });
  std::unordered_set<std::uint32_t> doubtful;
  for (const auto& [account, readers] : letters) {
    const auto others =
        std::ranges::count_if(readers, [&](const auto& reader) { return reader.second < kAgain; });
    if (static_cast<std::size_t>(others) > kReaders) doubtful.insert(account);
  }
  for (Message& message : messages)
    if (message.is_cron) message.is_cron = !doubtful.contains(account_of(message));
}

// A row of a chain lies anywhere, and it alone tells where the next is. Walked side by side
// beforehand, chains wait for their rows together; one by one, they were half of settle().
std::size_t Ledger::hours_in_chains(std::span<const ActorRecord> of) const {
  std::array<std::uint32_t, kChains> rows;
  rows.fill(kNothing);
  std::ranges::transform(of, rows.begin(), &ActorRecord::newest_hour);
  std::size_t count = 0;
  for (std::size_t before = SIZE_MAX; count != std::exchange(before, count);)
    for (std::uint32_t& row : rows) {
      if (row == kNothing) continue;
      row = hour_rows_[row].older;
      ++count;
    }
  return count;
}

void Ledger::list_hours() {
  for (std::size_t from = 0; from < actors.size(); from += kChains) {
    const std::span some(actors.data() + from, std::min(kChains, actors.size() - from));
    hours.reserve(hours.size() + hours_in_chains(some));
    for (ActorRecord& actor : some) list_hours(actor);
  }
}

void Ledger::settle(bool spool_was_read, const std::vector<std::string>& filter_accounts) {
  // A cutthrough delivery (">>") is logged before its arrival, so a cut may part them.
  for (const Orphan& event : std::exchange(orphans_, {})) apply(event);
  std::size_t accounted = 0;
  for (const Message& message : messages)
    accounted +=
        message.in_log && (message.in_spool || message.is_completed || message.has_outcome);
  const bool can_doubt = spool_was_read && accounted >= kConsistentArrivals;
  for (MessageIndex i = 0; i < messages.size(); ++i) {
    Message& message = messages[i];
    if (message.in_spool) {
      message.is_tampered = false;
      // Queued since before the window: its directory stands in the older log only.
      const std::uint32_t slot = old_index_.find(id_hash(message.id));
      if (!message.in_log && slot != FlatMap::kNone)
        message.actor = actor_of_both(old_[slot].actor, message.actor);
    } else if (can_doubt && !message.is_completed && !message.has_outcome && newest_log &&
               message.at < *newest_log - kStillMoving) {
      message.is_tampered = true;
      ++doubtful_arrivals;
    }
  }
  doubt_cron_mail();
  join_handed_back(filter_accounts);
  std::stable_sort(webmail.begin(), webmail.end(),
                   [](const WebmailUse& a, const WebmailUse& b) { return a.at < b.at; });
  join_submissions();
  join_webmail_letters();
  forget_finders();
  old_index_ = FlatMap();
  old_ = std::vector<OldMessage>();
  old_free_ = std::vector<std::uint32_t>();
  list_messages();
  list_hours();
  hour_rows_ = {};
  strings.close();
  std::stable_sort(php_calls.begin(), php_calls.end(),
                   [](const PhpCall& a, const PhpCall& b) { return a.at < b.at; });
  std::ranges::stable_sort(piped_runs, {}, &PipedRun::end);
}

bool Ledger::wrote_before_window(const ActorRecord& actor) const {
  const std::span<const HourCount> known = hours_of(actor);
  return !known.empty() && known.front().hour < from().time_since_epoch().count() / 3600;
}

}  // namespace queuehound
