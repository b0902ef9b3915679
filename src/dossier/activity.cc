#include "dossier/activity.h"

#include <algorithm>

#include "base/keyed_rows.h"
#include "dossier/people.h"

namespace queuehound {

Activity activity_of(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  Activity activity;
  People people;
  KeyedRows<std::uint64_t> days;
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window) continue;
    ++activity.messages;
    activity.recipients += message.recipients;
    if (!people.is_full())
      file.ledger.for_each_recipient_of(
          message, [&](const RecipientEntry& recipient) { people.insert(recipient.hash); });
    days[static_cast<std::uint64_t>((file.ledger.to() - message.at).count() / 86400)] +=
        message.recipients;
  }
  for (const std::uint64_t count : days.rows())
    activity.busiest_day = std::max(activity.busiest_day, count);
  activity.people = people.size();
  return activity;
}

}  // namespace queuehound
