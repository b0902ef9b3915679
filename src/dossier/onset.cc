#include "dossier/onset.h"

#include <vector>

#include "base/keyed_rows.h"
#include "dossier/day_like_others.h"
#include "dossier/largest_text.h"

namespace queuehound {
namespace {

constexpr seconds kDay{86400};

// Letters of the actor by day before the window, as far as the logs reach.
class DaysBefore {
 public:
  DaysBefore(const CaseFile& file, const Dossier& dossier) : from_(file.ledger.from()) {
    if (!file.ledger.oldest_log || *file.ledger.oldest_log >= from_) return;
    letters_.resize(static_cast<std::size_t>(day_of(*file.ledger.oldest_log)) + 1);
    for (const ActorId actor : dossier.actors)
      for (const HourCount& hour : file.ledger.hours_of(file.ledger.actors[actor]))
        if (std::uint64_t* const day = at(Time(seconds{std::int64_t{3600} * hour.hour + 1800})))
          *day += hour.messages;
    std::vector<std::uint64_t> counts = letters_;
    usual_ = median_of(counts);
  }

  bool is_like_others(Time when, std::uint64_t waiting) {
    const std::uint64_t* const sent = at(when);
    return sent != nullptr && is_day_like_others(waiting, *sent, usual_);
  }

 private:
  std::int64_t day_of(Time when) const { return (from_ - when).count() / kDay.count(); }
  std::uint64_t* at(Time when) {
    const bool is_known = when < from_ && day_of(when) < std::ssize(letters_);
    return is_known ? &letters_[static_cast<std::size_t>(day_of(when))] : nullptr;
  }

  Time from_;
  std::vector<std::uint64_t> letters_;  // by days back
  double usual_ = 0;
};

// The first of `copies`, in order of time; before the window the first that was one of several in
// a day: a letter that waits for a full mailbox since Monday begins nothing.
Time first_of_mailing(const CaseFile& file, const Dossier& dossier,
                      const std::vector<MessageIndex>& copies) {
  DaysBefore days(file, dossier);
  std::uint64_t people = 0;  // of the copies from the i-th up to `next`, which came within a day
  std::size_t next = 0;
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const Message& first = file.ledger.messages[copies[i]];
    for (; next < copies.size(); ++next) {
      const Message& copy = file.ledger.messages[copies[next]];
      if (copy.at - first.at > kDay) break;
      people += copy.recipients;
    }
    if (first.in_window || (people >= kAlike && !days.is_like_others(first.at, next - i)))
      return first.at;
    people -= first.recipients;
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
