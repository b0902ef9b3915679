// A file's bytes replaced as one step: whoever reads it sees the old ones or the new ones, whole,
// whatever happens meanwhile. Owner, mode, times and attributes are what the caller says.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/root_dir.h"
#include "remedy/action.h"

namespace queuehound {

struct FileBytes {
  std::string bytes;
  Record state;  // read_file_state
};
// Never through a link. Kind::gone: nothing is there.
Result<FileBytes> read_with_state(const RootDir& root, const std::string& path, std::size_t limit);

// Writes beside it under a name with a leading dot (cron and its like read no such), syncs,
// renames. `state`: what the new file gets (restore_file_state); its "mtime" may be left out for
// now.
Result<> swap_file(const RootDir& root, const std::string& path, std::string_view bytes,
                   const Record& state);

// What a swap that was cut off before its rename left beside the file; fine where there is nothing.
Result<> remove_half_swap(const RootDir& root, const std::string& path);

}  // namespace queuehound
