// The directory that holds the journal and what undo needs: ours alone, and one writer at a time.
#pragma once

#include <string>

#include "base/fd.h"
#include "base/result.h"

namespace queuehound {

inline constexpr std::string_view kStateDirectory = "/var/lib/queuehound";

// Makes it (0700) where it is missing. Kind::refused: it belongs to somebody else, others may
// enter it, or it is a link.
Result<> make_state_directory(const std::string& directory);

// The writer's lock, held until the descriptor is closed. Kind::refused: another process has it.
Result<Fd> lock_state(const std::string& directory);

// What exists only as an entry of a directory is not on disk before the directory is.
Result<> sync_directory(const std::string& directory);

}  // namespace queuehound
