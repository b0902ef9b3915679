// What a file of the server held when it was looked at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

struct FileHash {
  std::string path;  // inside the server
  std::string sha256 = {};
  std::uint64_t bytes = 0;  // that were hashed; a log may have grown since
  std::string error = {};   // why it was not read; "" where it was
};

// Each whole, up to the size it has now; files beyond 8 GiB are left out.
std::vector<FileHash> hash_files(const RootDir& root, const std::vector<std::string>& paths);

}  // namespace queuehound
