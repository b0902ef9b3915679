#include "dossier/measure.h"

#include <algorithm>

namespace queuehound {

Volume Measuring::volume() const {
  const auto times = [&](Outcome outcome) { return outcomes_[static_cast<std::size_t>(outcome)]; };
  Volume volume = volume_;
  volume.delivered = times(Outcome::delivered);
  volume.deferred = times(Outcome::deferred);
  volume.failed = times(Outcome::failed);
  volume.distinct_recipients = people_.count();
  volume.recipient_domains = domains_.count();
  KeyedRows<std::uint64_t> days;
  for (const Hour& hour : hours_.rows()) {
    volume.busiest_hour = std::max(volume.busiest_hour, hour.recipients);
    std::uint64_t& day = days[static_cast<std::uint64_t>(hour.at / 24)];
    day += hour.recipients;
    volume.busiest_day = std::max(volume.busiest_day, day);
  }
  return volume;
}

Volume measure(const CaseFile& file, const std::vector<MessageIndex>& messages) {
  Measuring measuring(file, messages.size());
  for (const MessageIndex index : messages) {
    const Message& message = file.ledger.messages[index];
    if (!message.in_window) continue;
    measuring.add(message);
    file.ledger.for_each_recipient_of(
        message, [&](const RecipientEntry& recipient) { measuring.add(recipient); });
  }
  return measuring.volume();
}

}  // namespace queuehound
