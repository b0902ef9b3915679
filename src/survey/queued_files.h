// The files of chosen queued messages as they stand in the queue.
#pragma once

#include <string>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

struct QueuedFile {
  std::string id;
  std::string headers;  // -H, whole
  std::string body;     // -D, where it was asked for
};

struct QueuedFiles {
  std::vector<QueuedFile> files;  // sorted by id
  std::uint64_t left_out = 0;     // beyond `most` messages or kMostBytes
  std::uint64_t missing = 0;      // delivered meanwhile, or not to be read
};
inline constexpr std::size_t kMostQueuedBytes = 64u << 20;

// `ids` sorted. Links are never followed. Error: the queue could not be listed.
Result<QueuedFiles> read_queued_files(const RootDir& root, std::string_view spool_directory,
                                      const std::vector<std::string>& ids, bool with_bodies,
                                      std::size_t most);

}  // namespace queuehound
