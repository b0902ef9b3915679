// What a stretch of a log is known by again: which bytes of which file they are, who read them and
// what the reader knew of the server. If any of it differs, the stretch is another one.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>

#include "base/fd.h"
#include "host/server.h"
#include "survey/log_segments.h"

namespace queuehound {

// Everything that learning takes from the server besides the log. Errs on the side of too much: a
// new account or domain means that the logs are read once more.
std::uint64_t fingerprint_of(const Server& server, const TimeZone& exim_zone);

struct PieceKey {
  std::uint64_t program = 0;  // the build: its version, and size and time of its file
  std::uint64_t server = 0;   // fingerprint_of
  std::uint64_t kind = 0, form = 0;
  std::uint64_t device = 0, inode = 0;
  std::uint64_t from = 0, to = 0;  // the bytes covered: to the file's end at most
  // In nanoseconds; of a file that may still grow, its generation (Checkpoints::generation_of).
  std::uint64_t modified = 0;
  std::uint64_t head = 0, tail = 0;  // hashes of the first and the last 4 KiB covered
  friend bool operator==(const PieceKey&, const PieceKey&) = default;

  // Of the file it is kept in: one a place in a log, whatever else changed.
  std::string name() const;
};

struct PieceRange {
  LogKind kind = LogKind::exim_main;
  LogForm form = LogForm::text;
  std::uint64_t from = 0, to = UINT64_MAX;
  std::uint64_t generation = 0;  // of a plain file
};
// Nothing where the stretch cannot be kept: it is empty, or cannot be read, or its last line may
// not be written out yet. Reads two blocks of the file.
std::optional<PieceKey> key_of(const Fd& file, const PieceRange& range, std::uint64_t server);

}  // namespace queuehound
