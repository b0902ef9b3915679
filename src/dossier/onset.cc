#include "dossier/onset.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/keyed_rows.h"
#include "dossier/largest_text.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};

// What the actor sent on each day, as far as the logs reach.
class SentByDay {
 public:
  SentByDay(const CaseFile& file, const Dossier& dossier) : to_(file.ledger.to()) {
    for (const ActorId actor : dossier.actors)
      for (const HourCount& hour : file.ledger.hours_of(file.ledger.actors[actor]))
        letters_[day_of(Time(seconds{std::int64_t{3600} * hour.hour + 1800}))] += hour.messages;
    std::vector<std::uint64_t> counts;
    for (const auto& [day, letters] : letters_) counts.push_back(letters);
    if (counts.empty()) return;
    std::ranges::nth_element(counts, counts.begin() + std::ssize(counts) / 2);
    usual_ = counts[counts.size() / 2];
  }

  // Of a reseller's ninety orders five wait for a week, of every day's: they began nothing then.
  bool is_like_others(Time at, std::uint64_t waiting) const {
    constexpr std::uint64_t kOneOf = 5;
    const auto found = letters_.find(day_of(at));
    return found != letters_.end() && waiting * kOneOf < found->second &&
           found->second < 2 * usual_;
  }

 private:
  std::int64_t day_of(Time at) const { return (to_ - at).count() / kDay.count(); }

  Time to_;
  std::map<std::int64_t, std::uint64_t> letters_;  // by days back
  std::uint64_t usual_ = 0;
};

// The first of `copies`, in order of time; before the window the first that was one of several in
// a day: a letter that waits for a full mailbox since Monday begins nothing.
Time first_of_mailing(const CaseFile& file, const Dossier& dossier,
                      const std::vector<MessageIndex>& copies) {
  const SentByDay sent(file, dossier);
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const Message& first = file.ledger.messages[copies[i]];
    std::uint64_t people = 0;
    for (std::size_t k = i; k < copies.size() && people < kAlike; ++k) {
      const Message& copy = file.ledger.messages[copies[k]];
      if (copy.at - first.at > kDay) break;
      people += copy.recipients;
    }
    if (first.in_window || (people >= kAlike && !sent.is_like_others(first.at, people)))
      return first.at;
  }
  return file.ledger.messages[copies.front()].at;
}

}  // namespace

Time likely_onset(const CaseFile& file, const Dossier& dossier, const Likeness& likeness) {
  const Alike* largest = nullptr;
  for (const Alike& text : likeness.texts())
    if (likeness.is_bulk(text) && (largest == nullptr || is_smaller_text(*largest, text)))
      largest = &text;
  if (largest != nullptr) {
    std::vector<MessageIndex> copies;
    for (std::size_t i = 0; i < dossier.messages.size(); ++i)
      if (likeness.text_of(i) == largest) copies.push_back(dossier.messages[i]);
    return first_of_mailing(file, dossier, copies);
  }
  // The busiest hour's start where no text repeats.
  struct Hour {
    std::int64_t at = 0;
    std::uint64_t recipients = 0;
  };
  KeyedRows<Hour> hours;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    const std::int64_t at = message.at.time_since_epoch().count() / 3600;
    Hour& hour = hours[static_cast<std::uint64_t>(at)];
    hour.at = at;
    hour.recipients += message.recipients;
  }
  Hour busiest{file.ledger.from().time_since_epoch().count() / 3600, 0};
  for (const Hour& hour : hours.rows())
    if (hour.recipients > busiest.recipients ||
        (hour.recipients == busiest.recipients && hour.at < busiest.at))
      busiest = hour;
  return Time(seconds(busiest.at * 3600));
}

}  // namespace queuehound
