// Where log_selector is written on a server whose Exim reads what is generated anew from other
// files (Debian's, HestiaCP's, cPanel's, DirectAdmin's): the line to change there, or the place to
// write one.
#pragma once

#include <optional>

#include "base/root_dir.h"
#include "host/server.h"
#include "host/setting_line.h"

namespace queuehound {

struct SelectorSource {
  SettingLine at;            // line 0: none stands there yet
  std::string begins = {};   // what the line begins with: "MAIN_LOG_SELECTOR =", "log_selector ="
  std::string where = {};    // in that file, where no line stands there: "below @CONFIG@"
  std::string heading = {};  // a line to write above it, where the file lacks that too
};

// Nothing where Exim reads what was written by hand, or it is not known what is put together.
std::optional<SelectorSource> find_selector_source(const RootDir& root, const Server& server);

}  // namespace queuehound
