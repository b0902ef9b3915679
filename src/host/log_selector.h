// Exim's log_selector: which optional parts of its log lines are switched on. "+a -b" is read from
// left to right on top of Exim's defaults.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

// Whether `name` ("arguments") is on. Answers for selectors that Exim leaves off by default.
bool selects(std::string_view log_selector, std::string_view name);

// The present setting with `wanted` added: what is there stays, a "-x" of a wanted one goes.
std::string merged_log_selector(std::string_view present,
                                const std::vector<std::string_view>& wanted);

}  // namespace queuehound
