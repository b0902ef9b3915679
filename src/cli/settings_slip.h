// A queuehound.toml with a mistake in it. Who takes something back or only looks goes on without
// it, except where it may be what decides where or how something is put back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apply/journal.h"

namespace queuehound {

struct SettingsSlip {
  std::optional<std::string> text;  // the whole file; nothing: it could not be read
  std::string why;                  // "/etc/queuehound/queuehound.toml:3: unknown key ..."
};

// Whether a line of it, but for comments, names the key: what it means to say cannot be known.
bool may_set(const SettingsSlip& slip, std::string_view key);

// The key that decides how this one is put back and looked at; "" none.
std::string_view deciding_key(const JournalledAction& row);

bool waits_for_settings(const SettingsSlip& slip, const JournalledAction& row);

// "not touched: the settings may say which spool_directory it is, and cannot be read ..."
std::string why_it_waits(const SettingsSlip& slip, std::string_view key);

}  // namespace queuehound
