// Lines of logs that are known by their places: what the survey read past is read again for those
// few that end as evidence, instead of being kept of every actor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

struct LinePlace {
  std::string path;          // inside the server
  std::uint64_t offset = 0;  // of the line's start in the uncompressed file
};

// Exim writes no longer one, and half a line that is called the original is none.
inline constexpr std::size_t kMostOfALine = 8192;

// Parallel to `places`: the lines, without CR LF, at most kMostOfALine bytes of each. Empty where
// nothing can be read there now. The log may have been rotated or written over since: whoever asks
// looks whether it is the line that he meant. A compressed file is inflated once, up to the last
// place.
std::vector<std::string> read_lines_at(const RootDir& root, const std::vector<LinePlace>& places);

}  // namespace queuehound
