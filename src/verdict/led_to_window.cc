#include "verdict/led_to_window.h"

#include <algorithm>
#include <cstdint>
#include <unordered_set>
#include <vector>

namespace queuehound {
namespace {

// All its mail, as far back as the logs go, leads to the window without a break, and is as fast
// before it: a shop that opened that day had fewer orders than the flood has letters.
bool mails_since_the_flood(const CaseFile& file, const Dossier& dossier, Time first_inside,
                           std::uint64_t inside) {
  constexpr std::uint32_t kBreak = 6;  // hours
  const auto hour_of = [](Time at) {
    return static_cast<std::uint32_t>(at.time_since_epoch().count() / 3600);
  };
  std::vector<std::uint32_t> hours{hour_of(first_inside)};
  std::uint64_t before = 0;
  for (const ActorId actor : dossier.actors)
    for (const HourCount& count : file.ledger.hours_of(file.ledger.actors[actor]))
      if (count.hour < hours.front()) {
        hours.push_back(count.hour);
        before += count.messages;
      }
  std::ranges::sort(hours);
  const auto is_break = [](std::uint32_t hour, std::uint32_t next) { return next - hour > kBreak; };
  if (std::ranges::adjacent_find(hours, is_break) != hours.end()) return false;
  const Time last = file.ledger.messages[dossier.messages.back()].at;
  const std::uint64_t hours_inside = hour_of(last) - hour_of(first_inside) + 1;
  const std::uint64_t hours_before = hours.back() - hours.front();
  return before * hours_inside * 2 >= inside * hours_before;
}

}  // namespace

// A slow flood waits since before the window, too, where no request is told any more. Where a
// program never mailed before it, and all of the window is the flood's, so is what its senders
// wrote until then.
void select_what_led_to_window(const CaseFile& file, Dossier& dossier) {
  constexpr std::size_t kEnough = 20;
  const bool is_of_program = !dossier.script.empty() || !dossier.directory.empty();
  if (!is_of_program || !dossier.past.is_known()) return;
  std::unordered_set<std::uint32_t> senders;
  std::size_t inside = 0, first = dossier.messages.size();
  for (std::size_t i = dossier.messages.size(); i-- > 0;) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (!message.in_window) continue;
    if (!dossier.selected[i]) return;
    senders.insert(message.sender);
    ++inside;
    first = i;
  }
  if (inside < kEnough ||
      !mails_since_the_flood(file, dossier, file.ledger.messages[dossier.messages[first]].at,
                             inside))
    return;
  for (std::size_t i = 0; i < first; ++i)
    if (senders.contains(file.ledger.messages[dossier.messages[i]].sender)) dossier.selected[i] = 1;
}

}  // namespace queuehound
