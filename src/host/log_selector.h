// Exim's log_selector: which optional parts of its log lines are switched on. "+a -b" is read from
// left to right on top of Exim's defaults.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

// Whether Exim has `name` ("retry_defer") on where nobody says otherwise.
bool is_default_selector(std::string_view name);

// Whether `name` ("arguments") is on.
bool selects(std::string_view log_selector, std::string_view name);
// Whether it says anything of `name` itself.
bool names_selector(std::string_view log_selector, std::string_view name);

// What Exim takes for an error there, and then does not start: "+ALL" (names are case-sensitive,
// and all of them small), "+ pid", "pid", "+pid,+subject".
std::vector<std::string> refused_selectors(std::string_view log_selector);

// The present setting with `wanted` added: what is there stays, a "-x" of a wanted one goes, and
// what Exim refuses is mended where that is plain, or left out.
std::string merged_log_selector(std::string_view present,
                                const std::vector<std::string_view>& wanted);

}  // namespace queuehound
