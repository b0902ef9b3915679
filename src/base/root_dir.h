// The server's file tree as the server itself sees it: "/" when we run on it, any directory with
// --root. Every path handed in is a path inside that tree; every symbolic link is resolved inside
// it (openat2 RESOLVE_IN_ROOT, or component by component where the kernel lacks it), so a link in a
// copied tree cannot lead us out to the machine we run on.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "base/result.h"

namespace queuehound {

struct DirectoryEntry {
  std::string name;
  std::uint64_t inode = 0;
  std::uint8_t type = 0;  // DT_* of dirent.h; DT_UNKNOWN where the file system does not say
};

class RootDir {
 public:
  // Error: DIR is not a directory or may not be opened.
  static Result<RootDir> open(const std::string& directory);

  // A regular file, opened read-only, non-blocking and close-on-exec. A fifo, socket, device or
  // directory in its place is Kind::refused (a fifo would hang us, a device could be anything).
  // `links` says whether a symbolic link anywhere in the path may be followed (inside the root).
  enum class Links { follow, refuse };
  Result<Fd> open_file(std::string_view path, Links links = Links::follow) const;
  Result<Fd> open_directory(std::string_view path, Links links = Links::follow) const;

  // The whole of a small file; more than `limit` bytes is Kind::refused.
  Result<std::string> read_file(std::string_view path, std::size_t limit = 16u << 20,
                                Links links = Links::follow) const;

  // Entries without "." and "..", in directory order; the first `most` of them (somebody may have
  // put millions there).
  Result<std::vector<DirectoryEntry>> list(std::string_view path, Links links = Links::follow,
                                           std::size_t most = SIZE_MAX) const;

  Result<struct stat> stat(std::string_view path) const;   // links followed inside the root
  Result<struct stat> lstat(std::string_view path) const;  // the last component as it is
  Result<std::string> read_link(std::string_view path) const;
  bool exists(std::string_view path) const;

  // A path that a person typed, as one inside the root. On the machine itself one that does not
  // begin with '/' is in the working directory, as for any command; in a copied tree it is inside.
  std::string typed_path(const std::string& path) const;

  bool is_live() const { return live_; }                       // true for "/"
  const std::string& directory() const { return directory_; }  // as given, without a trailing '/'

 private:
  RootDir(Fd fd, std::string directory, bool live);
  Fd fd_;
  std::string directory_;
  bool live_ = true;
};

}  // namespace queuehound
