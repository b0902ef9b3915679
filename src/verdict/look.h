// The looks behind the table of findings, one a row.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "verdict/finding.h"

namespace queuehound {

using Look = std::optional<Finding>(const CheckFile& file);

Look look_at_main_log, look_at_absent_logs, look_at_permissions, look_at_queue, look_at_access_logs,
    look_at_login_log;
Look look_at_login_addresses;
Look look_at_selector;                     // look_at_settings.cc
Look look_at_php_header, look_at_php_log;  // look_at_php.cc
Look look_at_history, look_at_future, look_at_zone, look_at_lines;
Look look_at_firewall, look_at_testing, look_at_hold;

// Exim's optional fields that are worth having, and whether this server's lines have them.
struct WantedSelector {
  std::string_view name;
  unsigned cost;
  std::string_view without;  // what nobody can say
};
std::vector<WantedSelector> missing_selectors(const CheckFile& file);
// Those that the offered line has to hold besides what is set.
std::vector<std::string_view> selectors_to_write(const CheckFile& file);

}  // namespace queuehound
