#include "verdict/usual.h"

#include <algorithm>
#include <map>
#include <set>

namespace queuehound {
namespace {

// Recipients on a day of 24 h, counted back from the end of the window (day 0 ends now). Where an
// older log names no recipients its messages stand for them.
std::map<std::int64_t, std::uint64_t> days_of(const CaseFile& file, const Dossier& dossier,
                                              std::map<std::int64_t, std::uint64_t>& hours) {
  std::map<std::int64_t, std::uint64_t> days;
  const std::int64_t end = file.ledger.to().time_since_epoch().count();
  for (const ActorId actor : dossier.actors) {
    for (const HourCount& count : file.ledger.hours_of(file.ledger.actors[actor])) {
      const std::int64_t back = end - (static_cast<std::int64_t>(count.hour) * 3600 + 1800);
      if (back < 0) continue;
      const std::uint64_t recipients = std::max(count.messages, count.recipients);
      days[back / 86400] += recipients;
      hours[count.hour] += recipients;
    }
  }
  return days;
}

}  // namespace

// Days before the window on which selected messages came that still wait in the queue.
std::set<std::int64_t> mailing_days(const CaseFile& file, const Dossier& dossier,
                                    std::int64_t window_days) {
  std::map<std::int64_t, std::uint64_t> counts;
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const std::int64_t day = (file.ledger.to() - message.at).count() / 86400;
    if (dossier.selected[i] && day >= window_days) counts[day] += message.recipients;
  }
  std::set<std::int64_t> days;
  for (const auto& [day, count] : counts)
    if (count >= 5) days.insert(day);
  return days;
}

Past past_of(const CaseFile& file, const Dossier& dossier) {
  Past past;
  if (!file.ledger.oldest_log) return past;
  const auto window_days =
      static_cast<std::int64_t>(((file.ledger.to() - file.ledger.from()).count() + 86399) / 86400);
  const std::int64_t last_day = (file.ledger.to() - *file.ledger.oldest_log).count() / 86400;
  std::map<std::int64_t, std::uint64_t> hours;
  std::map<std::int64_t, std::uint64_t> days = days_of(file, dossier, hours);
  std::uint64_t peak = 0;
  // An older mailing whose rest is still queued is judged too: its days are no past either.
  const std::set<std::int64_t> mailing = mailing_days(file, dossier, window_days);
  for (const std::int64_t day : mailing) peak = std::max(peak, days[day]);
  for (std::int64_t day = 0; day < window_days; ++day)
    if (const auto found = days.find(day); found != days.end())
      peak = std::max(peak, found->second);

  // Days next to the window that are as high belong to the same episode, unless it was never
  // otherwise.
  std::int64_t first_past = window_days;
  auto is_high = [&](std::int64_t day) {
    const auto found = days.find(day);
    return found != days.end() && found->second * 2 >= peak && peak > 0;
  };
  while (first_past <= last_day && is_high(first_past)) ++first_past;
  if (first_past > last_day && first_past - window_days >= 7) {
    past.is_always = true;
    first_past = window_days;
  }
  past.episode_start = file.ledger.to() - seconds(first_past * 86400);
  if (last_day < first_past) return past;

  std::vector<std::uint64_t> counts;
  for (std::int64_t day = first_past; day <= last_day; ++day) {
    if (mailing.contains(day)) continue;
    const auto found = days.find(day);
    const std::uint64_t count = found == days.end() ? 0 : found->second;
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
  std::ranges::sort(counts);
  const std::size_t middle = counts.size() / 2;
  past.median_day = counts.size() % 2 == 1
                        ? static_cast<double>(counts[middle])
                        : static_cast<double>(counts[middle - 1] + counts[middle]) / 2.0;
  const std::int64_t end_hour = file.ledger.to().time_since_epoch().count() / 3600;
  for (const auto& [hour, count] : hours)
    if (end_hour - hour >= first_past * 24) past.busiest_hour = std::max(past.busiest_hour, count);
  return past;
}

}  // namespace queuehound
