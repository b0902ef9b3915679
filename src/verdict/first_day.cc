#include "verdict/first_day.h"

#include <algorithm>
#include <cstdint>

#include "verdict/readings.h"

namespace queuehound {
namespace {

bool sits_there(const Reading& reading, Time begun) {
  constexpr seconds kAllDay{14400}, kBefore{3600}, kLittleBefore{600};
  const bool is_all_day = reading.last - reading.first >= kAllDay;
  return reading.is_for_hours() && reading.first + (is_all_day ? kLittleBefore : kBefore) <= begun;
}

}  // namespace

void heed_desk_of_first_day(const CaseFile& file, Time begun, Dossier& dossier) {
  if (dossier.past.days > 0 || dossier.has_history_of_clients) return;
  const Readings readings = readings_of(file, file.ledger.strings.find(dossier.account));
  std::uint32_t most = 0;
  for (const auto& [place, reading] : readings) most = std::max(most, reading.sessions);
  for (Client& client : dossier.clients) {
    const Reading* const reading = reading_near(file, readings, client.address);
    if (client.is_usual || reading == nullptr || reading->sessions * 2 < most ||
        !sits_there(*reading, begun))
      continue;
    client.is_usual = true;
    client.why_usual =
        "this mailbox is read from here all day, and no older log tells of its places";
  }
}

}  // namespace queuehound
