// What lies in a folder under its own name: no link stands for it, though the folder's path may
// lead over some. A spool is often a link to another disk; what lies in a spool never is one, and
// who can write there must not lead us, who are root, to what he may not read.
#pragma once

#include "base/root_dir.h"

namespace queuehound {

Result<Fd> open_plain_file(const RootDir& root, std::string_view path);
Result<std::string> read_plain_file(const RootDir& root, std::string_view path, std::size_t limit);
Result<std::vector<DirectoryEntry>> list_plain_folder(const RootDir& root, std::string_view path);

}  // namespace queuehound
