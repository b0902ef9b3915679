#include "verdict/first_day.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "verdict/clients.h"
#include "verdict/known_networks.h"

namespace queuehound {
namespace {

struct Reading {
  std::uint32_t sessions = 0;
  Time first = Time::max(), last = Time::min();
};

IpAddress near(const CaseFile& file, std::uint32_t address) {
  return neighbourhood_of(file.ledger.address(address)).base;
}

std::map<IpAddress, Reading> readings_of(const CaseFile& file, std::uint32_t user) {
  std::map<IpAddress, Reading> readings;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    const std::uint32_t sessions = file.ledger.in_window_of(use).succeeded;
    if (sessions == 0 || !is_reading(use.key.door)) continue;
    const LoginsGotIn& got_in = file.ledger.got_in_of(use);
    Reading& reading = readings[near(file, use.key.address)];
    reading.sessions += sessions;
    reading.first = std::min<Time>(reading.first, got_in.first_success);
    reading.last = std::max<Time>(reading.last, got_in.last_success);
  }
  return readings;
}

bool sits_there(const Reading& reading, Time begun) {
  constexpr std::uint32_t kSessions = 3;
  constexpr seconds kHours{7200}, kAllDay{14400}, kBefore{3600}, kLittleBefore{600};
  const seconds whole = reading.last - reading.first;
  return reading.sessions >= kSessions &&
         ((whole >= kHours && reading.first + kBefore <= begun) ||
          (whole >= kAllDay && reading.first + kLittleBefore <= begun));
}

}  // namespace

void heed_desk_of_first_day(const CaseFile& file, Time begun, Dossier& dossier) {
  if (dossier.past.days > 0 || dossier.has_history_of_clients) return;
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  const std::map<IpAddress, Reading> readings = readings_of(file, user);
  std::uint32_t most = 0;
  for (const auto& [place, reading] : readings) most = std::max(most, reading.sessions);
  for (Client& client : dossier.clients) {
    const auto found = readings.find(near(file, client.address));
    if (client.is_usual || found == readings.end()) continue;
    if (found->second.sessions * 2 < most || !sits_there(found->second, begun)) continue;
    client.is_usual = true;
    client.why_usual =
        "this mailbox is read from here all day, and no older log tells of its places";
  }
}

}  // namespace queuehound
