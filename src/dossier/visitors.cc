#include "dossier/visitors.h"

#include <algorithm>

namespace queuehound {
namespace {

std::vector<ActorId> remote_hosts(const Ledger& ledger) {
  std::vector<std::uint64_t> by_name;
  for (ActorId id = 0; id < ledger.actors.size(); ++id)
    if (ledger.actors[id].submission == SubmissionClass::remote)
      by_name.push_back(static_cast<std::uint64_t>(ledger.actors[id].name) << 32 | id);
  std::ranges::sort(by_name);
  std::vector<ActorId> hosts;
  hosts.reserve(by_name.size());
  for (const std::uint64_t row : by_name) hosts.push_back(static_cast<ActorId>(row));
  return hosts;
}

void add_past(const Ledger& ledger, ActorId host, Visitor& visitor) {
  const std::int64_t first_hour = ledger.from().time_since_epoch().count() / 3600;
  std::int32_t last_day = 0;
  for (const HourCount& hour : ledger.hours_of(ledger.actors[host])) {
    if (hour.hour >= first_hour) break;
    visitor.before += hour.messages;
    visitor.days_before += hour.hour / 24 != last_day;
    last_day = hour.hour / 24;
  }
}

}  // namespace

Visitors visitors_of(const CaseFile& file) {
  const Ledger& ledger = file.ledger;
  Visitors found{remote_hosts(ledger), {}};
  const std::span<const ActorId> hosts = found.hosts;
  const auto name_at = [&](std::size_t i) { return ledger.actors[hosts[i]].name; };
  found.rows.reserve(hosts.size());
  for (std::size_t begin = 0, end = 0; begin < hosts.size(); begin = end) {
    while (end < hosts.size() && name_at(end) == name_at(begin)) ++end;
    if (file.server.is_own_address(ledger.address(name_at(begin)))) continue;
    Visitor& visitor = found.rows.emplace_back();
    visitor.address = name_at(begin);
    visitor.hosts = hosts.subspan(begin, end - begin);
    for (const ActorId host : visitor.hosts) add_past(ledger, host, visitor);
    for_each_message(ledger, visitor, [&](MessageIndex, const Message&) { ++visitor.messages; });
  }
  return found;
}

}  // namespace queuehound
