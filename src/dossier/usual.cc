#include "dossier/usual.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "dossier/day_like_others.h"

namespace queuehound {
namespace {

struct Recipients {
  std::int64_t at = 0;  // an hour since 1970, or a day
  std::uint64_t count = 0;
};

// Each `at` once, in order. An actor has a table of hours already, and most dossiers one actor.
void merge(std::vector<Recipients>& rows) {
  if (!std::ranges::is_sorted(rows, {}, &Recipients::at))
    std::ranges::sort(rows, {}, &Recipients::at);
  std::size_t kept = 0;
  for (const Recipients& row : rows)
    if (kept > 0 && rows[kept - 1].at == row.at)
      rows[kept - 1].count += row.count;
    else
      rows[kept++] = row;
  rows.resize(kept);
}

// Where an older log names no recipients its messages stand for them.
std::vector<Recipients> hours_of(const CaseFile& file, const Dossier& dossier) {
  std::vector<Recipients> hours;
  for (const ActorId actor : dossier.actors)
    for (const HourCount& count : file.ledger.hours_of(file.ledger.actors[actor]))
      hours.push_back({static_cast<std::int64_t>(count.hour),
                       std::max<std::uint64_t>(count.messages, count.recipients)});
  merge(hours);
  return hours;
}

// That user may write into PHP's log whatever his pages like, and Exim's log has all that he sent
// before the window: of a day's calls no more are believed than letters of his on it, or as much to
// either side as that log's zone may be wrong by. Today's flood vouches for no yesterday.
void believe_what_exim_saw(const std::vector<Recipients>& users, std::int64_t window,
                           std::vector<Recipients>& calls) {
  constexpr std::int64_t kDayInHours = 24, kZones = 14;
  const auto sum_of = [](const std::vector<Recipients>& rows, std::int64_t from, std::int64_t to) {
    std::uint64_t sum = 0;
    for (auto row = std::ranges::lower_bound(rows, from, {}, &Recipients::at);
         row != rows.end() && row->at < to; ++row)
      sum += row->count;
    return sum;
  };
  for (std::size_t i = 0; i < calls.size();) {
    const std::int64_t day = calls[i].at / kDayInHours * kDayInHours;
    const std::uint64_t told = sum_of(calls, day, day + kDayInHours);
    const std::uint64_t seen =
        sum_of(users, day - kZones, std::min(day + kDayInHours + kZones, window));
    for (; i < calls.size() && calls[i].at < day + kDayInHours; ++i)
      if (told > seen) calls[i].count = calls[i].count * seen / told;
  }
}

// Of one site among those that a web server's user runs, by PHP's mail log: its calls before the
// window, its messages inside. Nothing where the log does not go back as far as that user's mail,
// or does not tell whose these messages are.
std::optional<std::vector<Recipients>> hours_of_site(const CaseFile& file, const Dossier& dossier) {
  const Ledger& ledger = file.ledger;
  const bool has_cwd = std::ranges::any_of(dossier.actors, [&](ActorId actor) {
    return ledger.text(ledger.actors[actor].place).size() > 1;  // "/" is no program's
  });
  if (dossier.kind != IncidentKind::script || has_cwd || !dossier.directory.starts_with('/') ||
      !file.server.is_web_server_user(dossier.system_user))
    return {};
  const Site* const site = file.server.site_of_path(dossier.directory);
  if (site == nullptr) return {};
  if (!file.site_calls) file.site_calls.emplace(ledger, file.server);
  const SiteCalls::Use* const calls = file.site_calls->of(*site);
  const std::vector<Recipients> users = hours_of(file, dossier);
  constexpr std::int64_t kDayInHours = 24;
  if (calls == nullptr || users.empty() ||
      calls->logged_since.time_since_epoch().count() / 3600 > users.front().at + kDayInHours)
    return {};
  std::vector<Recipients> hours;
  std::uint64_t messages = 0, recipients = 0;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = ledger.messages[index];
    if (!message.in_window) continue;
    ++messages;
    recipients += message.recipients;
    hours.push_back({message.at.time_since_epoch().count() / 3600, message.recipients});
  }
  // A call may be a letter to a hundred people, which its line does not tell: as those of today.
  std::vector<Recipients> before;
  for (const auto& [hour, count] : calls->before)
    before.push_back({hour, messages == 0 ? count : count * recipients / messages});
  merge(before);
  believe_what_exim_saw(users, ledger.from().time_since_epoch().count() / 3600, before);
  hours.insert(hours.end(), before.begin(), before.end());
  merge(hours);
  return hours;
}

// On a day of 24 h, counted back from the end of the window (day 0 ends now).
class Days {
 public:
  Days(const std::vector<Recipients>& hours, std::int64_t end) : hours_(hours), end_(end) {
    for (std::size_t i = hours.size(); i-- > 0;) {
      const std::int64_t back = end - middle_of(hours[i]);
      if (back >= 0) rows_.push_back({back / 86400, hours[i].count});
    }
    merge(rows_);
  }

  // The log begins with a part of a day, of which hardly a letter would have been on any other:
  // that there is none says nothing. An office is silent in the hour before work.
  bool tells_nothing_of(std::int64_t day, std::int64_t logged_of_it) const {
    return recipients_on(day) < kFew &&
           at_that_time(day, logged_of_it) < kFew * static_cast<std::uint64_t>(day);
  }

  // By chance half as much as on the later days at that time, of which a restaurant's evening is no
  // part. A flood that began on that day is more.
  bool is_as_later(std::int64_t day, std::int64_t logged_of_it) const {
    const auto count = static_cast<double>(recipients_on(day));
    const auto later = static_cast<double>(at_that_time(day, logged_of_it));
    return count >= kFew && (count + 2 * std::sqrt(count)) * 2 * static_cast<double>(day) >= later;
  }

  std::uint64_t recipients_on(std::int64_t day) const {
    const auto found = std::ranges::lower_bound(rows_, day, {}, &Recipients::at);
    return found == rows_.end() || found->at != day ? 0 : found->count;
  }

 private:
  static constexpr std::uint64_t kFew = 3;  // expected, and none came: one chance in twenty
  static std::int64_t middle_of(const Recipients& hour) { return hour.at * 3600 + 1800; }

  // Of all days after it, in the part of them that the log has of `day`.
  std::uint64_t at_that_time(std::int64_t day, std::int64_t logged_of_it) const {
    std::uint64_t recipients = 0;
    for (const Recipients& hour : hours_) {
      const std::int64_t back = end_ - middle_of(hour);
      if (back >= 0 && back / 86400 < day && back % 86400 < logged_of_it) recipients += hour.count;
    }
    return recipients;
  }

  const std::vector<Recipients>& hours_;
  std::int64_t end_;
  std::vector<Recipients> rows_;
};

double median_day(const Days& days, std::int64_t first, std::int64_t last) {
  std::vector<std::uint64_t> counts;
  for (std::int64_t day = first; day <= last; ++day) counts.push_back(days.recipients_on(day));
  return median_of(counts);
}

// Days before the window on which selected messages came that still wait in the queue. A day
// that is like all others is none of a mailing.
std::vector<std::int64_t> mailing_days(const CaseFile& file, const Dossier& dossier,
                                       const Days& all, std::int64_t window_days,
                                       std::int64_t last_day) {
  constexpr std::uint64_t kWaiting = 5;
  std::vector<Recipients> counts;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i]) continue;
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const std::int64_t day = (file.ledger.to() - message.at).count() / 86400;
    if (day >= window_days) counts.push_back({day, message.recipients});
  }
  merge(counts);
  const double usual = median_day(all, window_days, last_day);
  std::vector<std::int64_t> days;
  for (const Recipients& row : counts) {
    const std::uint64_t recipients = all.recipients_on(row.at);
    // A post to a list waits as a whole where it waits for one member.
    const std::uint64_t waiting = dossier.kind == IncidentKind::list ? 0 : row.count;
    if (row.count >= kWaiting && !is_day_like_others(waiting, recipients, usual))
      days.push_back(row.at);
  }
  return days;
}

}  // namespace

std::uint64_t messages_before_window(const Ledger& ledger, const ActorRecord& actor) {
  const std::int64_t first_hour = ledger.from().time_since_epoch() / seconds{3600};
  std::uint64_t messages = 0;
  for (const HourCount& count : ledger.hours_of(actor))
    if (count.hour < first_hour) messages += count.messages;
  return messages;
}

Past past_of(const CaseFile& file, const Dossier& dossier) {
  Past past;
  if (!file.ledger.oldest_log) return past;
  const auto window_days =
      static_cast<std::int64_t>(((file.ledger.to() - file.ledger.from()).count() + 86399) / 86400);
  const std::int64_t logged = (file.ledger.to() - *file.ledger.oldest_log).count();
  std::int64_t last_day = logged / 86400;
  auto logged_of_last = static_cast<std::uint64_t>(logged % 86400);
  const std::int64_t end = file.ledger.to().time_since_epoch().count();
  const auto hours_here = hours_of_site(file, dossier);
  const std::vector<Recipients> hours = hours_here ? *hours_here : hours_of(file, dossier);
  const Days days(hours, end);
  if (last_day > window_days && days.tells_nothing_of(last_day, logged % 86400)) {
    --last_day;
    logged_of_last = 86400;
  }
  std::uint64_t peak = 0;
  // An older mailing whose rest is still queued is judged too: its days are no past either.
  const std::vector<std::int64_t> mailing =
      mailing_days(file, dossier, days, window_days, last_day);
  for (const std::int64_t day : mailing) peak = std::max(peak, days.recipients_on(day));
  for (std::int64_t day = 0; day < window_days; ++day)
    peak = std::max(peak, days.recipients_on(day));

  // Days next to the window that are as high belong to the same episode, unless it was never
  // otherwise.
  std::int64_t first_past = window_days;
  const auto is_high = [&](std::int64_t day) {
    return peak > 0 && days.recipients_on(day) * 2 >= peak;
  };
  // The part of a day that the log begins with does not end a run it would not have ended whole;
  // but what a few minutes hold is no day like now.
  const auto goes_on = [&](std::int64_t day) {
    return is_high(day) || (day == last_day && peak > 0 &&
                            (days.recipients_on(day) * 2 * 86400 >= peak * logged_of_last ||
                             days.is_as_later(day, static_cast<std::int64_t>(logged_of_last))));
  };
  while (!dossier.begins_in_window && first_past <= last_day && goes_on(first_past)) ++first_past;
  // One quiet day does not make another way of what was never otherwise before and after it.
  std::int64_t first_other = first_past;
  while (!dossier.begins_in_window && first_other <= last_day &&
         (goes_on(first_other) || goes_on(first_other + 1)))
    ++first_other;
  if (first_other > last_day && first_other - window_days >= 7) {
    past.is_always = true;
    first_past = window_days;
  }
  // What strangers sent before the window is no past of the owner's.
  if (dossier.strangers_since != Time{})
    while (first_past <= last_day &&
           file.ledger.to() - seconds(first_past * 86400) > dossier.strangers_since)
      ++first_past;
  past.episode_start = file.ledger.to() - seconds(first_past * 86400);
  if (last_day < first_past) return past;

  std::vector<std::uint64_t> counts;
  for (std::int64_t day = first_past; day <= last_day; ++day) {
    if (std::ranges::binary_search(mailing, day)) continue;
    const std::uint64_t count = days.recipients_on(day);
    counts.push_back(count);
    past.busiest_day = std::max(past.busiest_day, count);
    if (!is_high(day)) continue;
    ++past.days_like_now;
    if (past.like_now == Time{}) past.like_now = file.ledger.to() - seconds(day * 86400 + 43200);
    for (std::int64_t now_day = 0; now_day < window_days; ++now_day)
      past.is_weekly |= is_high(now_day) && (day - now_day) % 7 == 0;
  }
  past.days = counts.size();
  if (counts.empty()) return past;
  past.median_day = median_of(counts);
  for (const auto& [hour, count] : hours)
    if (end / 3600 - hour >= first_past * 24)
      past.busiest_hour = std::max(past.busiest_hour, count);
  return past;
}

}  // namespace queuehound
