// A log as the server keeps it: the live file and its rotations (.1, .2.gz, -20261122,
// -20261122.gz, .xz .zst .bz2, logrotate's dateext, Exim's own %D names; of system.journal the
// archived system@….journal), in order of age.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "base/time.h"

namespace queuehound {

// How a log lies on disk. `journal` is systemd's own file, whose lines are made as it is read
// (survey/journal_text.h).
enum class LogForm : std::uint8_t { text, gzip, xz, zstd, bzip2, journal };
LogForm form_of(std::string_view first_bytes);  // by magic, never by name

struct LogSegment {
  std::string path;  // inside the server
  std::uint64_t device = 0, inode = 0;
  std::uint64_t bytes = 0;  // on disk
  Time modified{};
  bool is_live = false;  // the file being written now
};

struct SegmentList {
  std::vector<LogSegment> segments;  // oldest first, the live file last
  std::vector<std::string>
      notes;  // unreadable, refused (fifo, directory, foreign link), with the path
};

// The live file `path` and its rotations written to since `since` (by modification time). A file
// found twice (hard link, link) is listed once. A missing live file is no error: rotations remain.
// A link is followed where root owns it; others are noted.
// `path` may hold Exim's %D (yyyymmdd) or %M (yyyymm) in its last part: the newest is the live one.
SegmentList find_segments(const RootDir& root, std::string_view path, Time since);

// The same for many logs of few folders (a web server's thousands): each folder is listed once.
class LogFolders {
 public:
  explicit LogFolders(const RootDir& root) : root_(root) {}
  SegmentList find_segments(std::string_view path, Time since);

 private:
  using Names = std::vector<std::string>;  // sorted

  const Result<Names>& names_in(std::string_view folder);

  const RootDir& root_;
  std::map<std::string, Result<Names>, std::less<>> names_;
};

}  // namespace queuehound
