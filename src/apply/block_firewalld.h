// What firewall-cmd prints, as values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ip_address.h"

namespace queuehound {

// firewalld keeps no comments; nobody else gives a rule this priority, so it is our mark. Below
// zero: before everything that the zone allows.
constexpr std::string_view kRichPriority = "-7326";

struct ZoneRule {
  std::string zone;
  IpNetwork network;
};
// Our rules in `firewall-cmd --list-all-zones`.
std::vector<ZoneRule> parse_all_zones(std::string_view printed);

// Zones in `firewall-cmd --get-active-zones`: the first words of lines that are not indented.
std::vector<std::string> parse_active_zones(std::string_view printed);

std::string rich_rule_of(const IpNetwork& network);

}  // namespace queuehound
