#include "cli/settings_slip.h"

#include <fmt/format.h>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {

bool may_set(const SettingsSlip& slip, std::string_view key) {
  if (!slip.text) return true;
  bool is_named = false;
  for_each_line(*slip.text, [&](std::string_view line) {
    is_named |= !trim(line).starts_with('#') && line.contains(key);
  });
  return is_named;
}

std::string_view deciding_key(const JournalledAction& row) {
  using enum ActionKind;
  if (row.action.kind == quarantine_messages || row.action.kind == freeze_messages)
    return "spool_directory";
  const auto way = row.before.find("way");
  return way != row.before.end() && way->second == "panel" ? "profile" : "";
}

bool waits_for_settings(const SettingsSlip& slip, const JournalledAction& row) {
  const std::string_view key = deciding_key(row);
  return !key.empty() && may_set(slip, key);
}

std::string why_it_waits(const SettingsSlip& slip, std::string_view key) {
  return fmt::format(
      "not touched: the settings may say which {} it is, and cannot be read ({}): "
      "mend them first",
      key, slip.why);
}

}  // namespace queuehound
