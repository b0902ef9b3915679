#include "dossier/onset.h"

#include <vector>

#include "base/keyed_rows.h"
#include "dossier/largest_text.h"

namespace queuehound {
namespace {

// The first of `copies`, in order of time; before the window the first that was one of several in
// a day: a letter that waits for a full mailbox since Monday begins nothing.
Time first_of_mailing(const CaseFile& file, const std::vector<MessageIndex>& copies) {
  constexpr seconds kDay{86400};
  for (std::size_t i = 0; i < copies.size(); ++i) {
    const Message& first = file.ledger.messages[copies[i]];
    std::uint64_t people = 0;
    for (std::size_t k = i; k < copies.size() && people < kAlike; ++k) {
      const Message& copy = file.ledger.messages[copies[k]];
      if (copy.at - first.at > kDay) break;
      people += copy.recipients;
    }
    if (first.in_window || people >= kAlike) return first.at;
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
    return first_of_mailing(file, copies);
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
