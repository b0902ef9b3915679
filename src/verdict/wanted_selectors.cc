// What each item of Exim's log_selector is worth here. Those that are not in the table (the cipher,
// the own port, connections that came and went, headers in the reject log, times of delivery, queue
// runs, ...) write what no verdict asks for: with or without them the same is known.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/log_selector.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

constexpr std::array kWanted{
    WantedSelector{"arguments", 30,
                   "without +arguments nobody can say from which directory a program mailed"},
    WantedSelector{"subject", 20,
                   "without +subject a mailing that has left the queue cannot be told from honest "
                   "mail by its text"},
    WantedSelector{"received_recipients", 10,
                   "without +received_recipients nobody can say to whom a message was addressed "
                   "before it was delivered, or how many"},
    WantedSelector{"pid", 6,
                   "without +pid two programs that mail in the same second may be taken for each "
                   "other"},
    WantedSelector{"msg_id", 5,
                   "without msg_id the letter that a complaint names by its Message-ID cannot be "
                   "found, nor a list's copies told from its post"},
    WantedSelector{"retry_defer", 3,
                   "without retry_defer letters that wait for a host known to be down leave no "
                   "line, so fewer seem put off than are"},
    WantedSelector{"connection_reject", 3,
                   "without connection_reject nobody can say whom the rule for connections turned "
                   "away, or how often"},
    WantedSelector{
        "smtp_confirmation", 3,
        "without smtp_confirmation what another server answered to a letter is lost, and "
        "one that a filter hands back is taken for two"},
    WantedSelector{"incoming_port", 2,
                   "without +incoming_port a provider cannot find its customer behind a shared "
                   "address"},
};

// Exim's version, 4.93 as 493; 0 unknown.
unsigned number_of(std::string_view version) {
  const auto major = parse_number<unsigned>(cut(version, '.'));
  const auto minor =
      parse_number<unsigned>(version.substr(0, version.find_first_not_of("0123456789")));
  return major && minor ? *major * 100 + *minor : 0;
}

// A name that an older Exim does not know would keep it from starting. What stands there already is
// known to it.
bool is_known(const CheckFile& file, std::string_view present, std::string_view name) {
  constexpr unsigned kWithMessageIds = 493;  // before, id= was always written
  return name != "msg_id" || names_selector(present, name) ||
         number_of(file.exim_version) >= kWithMessageIds;
}

}  // namespace

std::vector<WantedSelector> missing_selectors(const CheckFile& file) {
  std::vector<WantedSelector> missing;
  // What Exim refuses is a mistake of its own: here counts what was meant.
  const std::string present = merged_log_selector(file.server.log_selector.value_or(""), {});
  for (const WantedSelector& wanted : kWanted) {
    if (!is_known(file, present, wanted.name)) continue;
    const bool is_told = !file.server.log_selector || is_default_selector(wanted.name);
    // A configuration that says nothing may be half of one: then what the lines hold counts.
    const bool is_on = present.empty() ? shows_selector(file.signs, wanted.name).value_or(is_told)
                                       : selects(present, wanted.name);
    if (!is_on) missing.push_back(wanted);
  }
  return missing;
}

std::vector<std::string_view> selectors_to_write(const CheckFile& file) {
  std::vector<std::string_view> names;
  // The line takes the place of one that was not seen: what the lines show must not end with it.
  const bool is_seen = file.server.log_selector && !file.server.log_selector->empty();
  const std::vector<WantedSelector> missing = missing_selectors(file);
  for (const WantedSelector& wanted : kWanted) {
    const bool is_missing =
        std::ranges::find(missing, wanted.name, &WantedSelector::name) != missing.end();
    const bool is_shown = !is_seen && !is_default_selector(wanted.name) &&
                          shows_selector(file.signs, wanted.name).value_or(false);
    if (is_missing || is_shown) names.push_back(wanted.name);
  }
  return names;
}

}  // namespace queuehound
