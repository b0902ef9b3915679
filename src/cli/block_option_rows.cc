// The options of `block` and `allow` beside those of every command.
#include <array>

#include "base/text.h"
#include "cli/command_row.h"

namespace queuehound {
namespace {

using Complaint = std::optional<std::string>;

struct Unit {
  std::string_view name;
  std::int64_t seconds;
};
constexpr std::array<Unit, 5> kUnits{
    {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}, {"w", 7 * 86400}}};
constexpr std::int64_t kLongest = 10LL * 365 * 86400;

Complaint set_ttl(Options& options, std::string_view value) {
  options.block.ttl = 0;
  if (value == "ever") return {};
  for (const Unit& unit : kUnits) {
    if (!value.ends_with(unit.name)) continue;
    const auto number = parse_number<std::int64_t>(value.substr(0, value.size() - 1));
    if (!number || *number < 1 || *number > kLongest / unit.seconds) break;
    options.block.ttl = *number * unit.seconds;
    return {};
  }
  return "wants a time such as 30m, 24h, 7d, or ever";
}

Complaint set_reason(Options& options, std::string_view value) {
  options.block.reason = value;
  return {};
}

Complaint set_backend(Options& options, std::string_view value) {
  for (const std::string_view name : {"csf", "apf", "firewalld", "nftables", "iptables"}) {
    if (value != name) continue;
    options.block.backend = value;
    return {};
  }
  return std::string(kOneOf) + "csf, apf, firewalld, nftables, iptables";
}

constexpr std::string_view kHow = "How it is blocked", kWhy = "What is kept",
                           kHowAllowed = "How it is done";

constexpr auto kRows = std::to_array<OptionRow>({
    {"--for", "", "TIME", kHow, "until then: 30m, 24h (without it), 7d, or ever", set_ttl},
    {"--backend", "", "NAME", kHow,
     "csf, apf, firewalld, nftables or iptables, in place of the first that is in use",
     set_backend},
    {"--force", "", "", kHow,
     "also what would be left open: this server, present SSH sessions, private ranges, allow lists",
     [](Options& options, std::string_view) -> Complaint {
       options.block.force = true;
       return {};
     }},
    {"--reason", "", "TEXT", kWhy, "why; kept in the journal and shown by block list", set_reason},
});
constexpr auto kAllowRows = std::to_array<OptionRow>({
    {"--yes", "-y", "", kHowAllowed,
     "do not ask about a network so wide that many attackers would be on the list with it",
     [](Options& options, std::string_view) -> Complaint {
       options.block.yes = true;
       return {};
     }},
    {"--reason", "", "TEXT", kWhy, "who it is; kept in the file and shown by allow list",
     set_reason},
});

}  // namespace

OptionRows block_option_rows() { return kRows; }
OptionRows allow_option_rows() { return kAllowRows; }

}  // namespace queuehound
