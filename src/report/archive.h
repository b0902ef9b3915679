// A hand-over archive as bytes: ustar, gzip. The same files give the same bytes: no times, no
// owners, no names of this machine. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace queuehound {

struct ArchiveFile {
  std::string name;  // relative, at most 100 bytes
  std::string bytes;
};

// Ends with two empty blocks. Every member is 0600, root's, of 1970. A name over 100 bytes or a
// file of 8 GiB is an error.
Result<std::string> tar_of(const std::vector<ArchiveFile>& files);
Result<std::string> gzip_of(const std::string& bytes);

}  // namespace queuehound
