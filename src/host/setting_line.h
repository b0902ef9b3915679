// Where a setting stands: the file and line that an administrator has to open.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

struct SettingLine {
  std::string path;      // inside the server
  std::size_t line = 0;  // counted from 1; 0: not set in any file read
  std::string value = {};
};

// The last line of Exim's main section that sets `name`, in `path` or a file it includes, as Exim
// itself reads them: in branches that hold, with macros replaced.
std::optional<SettingLine> find_exim_setting(const RootDir& root, std::string_view path,
                                             std::string_view name);

// The last line of Dovecot's files that sets `name` outside comments, wherever it stands in them.
std::optional<SettingLine> find_dovecot_setting(const RootDir& root, std::string_view name);
// Those files, in the order in which Debian's and RHEL's own include each other.
std::vector<std::string> dovecot_config_files(const RootDir& root);

}  // namespace queuehound
