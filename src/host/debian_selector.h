// Where Debian's Exim takes its log_selector from, since what it reads is generated anew from other
// files: the line to change there, or the file to write one into.
#pragma once

#include <optional>

#include "base/root_dir.h"
#include "host/setting_line.h"

namespace queuehound {

// `value` is what the line begins with: "MAIN_LOG_SELECTOR =", or "log_selector =" where somebody
// wrote it instead of Debian's macro, which then does nothing. Nothing where it is not known
// whether the configuration is split.
std::optional<SettingLine> find_debian_selector(const RootDir& root);

}  // namespace queuehound
