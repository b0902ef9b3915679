#include "verdict/readings.h"

#include <algorithm>

#include "verdict/clients.h"

namespace queuehound {
namespace {

IpAddress near(const CaseFile& file, std::uint32_t address) {
  return neighbourhood_of(file.ledger.address(address)).base;
}

}  // namespace

Readings readings_of(const CaseFile& file, std::uint32_t user) {
  Readings readings;
  for (const std::uint32_t row : rows_of(file.logins.logins_of_user, user)) {
    const LoginUse& use = file.ledger.logins[row];
    if (!is_reading(use.key.door) || file.ledger.successes_of(use) == 0) continue;
    const LoginsGotIn& got_in = file.ledger.got_in_of(use);
    Reading& reading = readings[near(file, use.key.address)];
    reading.sessions += file.ledger.successes_of(use);
    reading.first = std::min<Time>(reading.first, got_in.first_success);
    reading.last = std::max<Time>(reading.last, got_in.last_success);
  }
  return readings;
}

const Reading* reading_near(const CaseFile& file, const Readings& readings, std::uint32_t address) {
  const auto found = readings.find(near(file, address));
  return found == readings.end() ? nullptr : &found->second;
}

}  // namespace queuehound
