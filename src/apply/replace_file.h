// A file of the server replaced whole or not at all: written beside it, synced, renamed over it.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/result.h"

namespace queuehound {

// Owner, group and mode of a file that is there are kept; a new one is root's, with `mode`. A link
// in its place is followed: administrators keep such files elsewhere. Missing directories are made.
// Nothing is written where the file holds just that already.
Result<> replace_file(const std::string& path, std::string_view bytes, mode_t mode = 0600);

// True where there was one.
Result<bool> remove_file(const std::string& path);

}  // namespace queuehound
