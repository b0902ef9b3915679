// Whole lines of huge files, plain or compressed, in big blocks. pread, never mmap: a log truncated
// under a mapping is a SIGBUS (measured: whole-file mmap is 22 % faster; not worth it).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/fd.h"
#include "base/lines.h"
#include "base/result.h"
#include "survey/log_segments.h"

namespace queuehound {

struct LineBlock {
  std::string_view text;  // whole lines, each ended by LF but the last of a file that ends without;
                          // at least 64 readable bytes follow (vector loads may run over)
  std::uint64_t offset = 0;             // of text[0] in the uncompressed file
  std::uint64_t long_lines_before = 0;  // dropped since the block before this
};

struct ReadSummary {
  std::uint64_t bytes = 0;      // uncompressed bytes seen
  std::uint64_t oversized = 0;  // lines longer than kMaxLine: dropped whole and counted
  bool was_truncated =
      false;  // the file shrank while we read, or the compressed stream ended early
  std::uint64_t nul_bytes_runs = 0;  // about: shorter than a page they may be missed
};

inline constexpr std::size_t kMaxLine = 1u << 20;  // Exim writes at most 8 KiB; web servers 64 KiB

// Reads [from, to) of a plain file, cut at line starts: the line in progress at `from` belongs to
// whoever reads the range before; the line that starts before `to` is read to its end. For a
// compressed file (and of a journal) from must be 0 and `to` is ignored. `use` returns false to
// stop early. A growing file is read up to the size it had at the start.
Result<ReadSummary> read_lines(const Fd& file, LogForm form, std::uint64_t from, std::uint64_t to,
                               const std::function<bool(const LineBlock&)>& use);

// First offset at or after which a line's stamp is >= `at`, by bisection on a plain file;
// `stamp_of` returns the line's time, or nullopt where the line has none. Starts early by `slack`,
// because local stamps repeat an hour and lines of several processes race.
Result<std::uint64_t> find_offset(
    const Fd& file, Time at, seconds slack,
    const std::function<std::optional<Time>(std::string_view line)>& stamp_of);

// The same for who would rather read too much: 0 where no line is stamped that late, or none at
// all.
std::uint64_t start_offset(
    const Fd& file, Time at, seconds slack,
    const std::function<std::optional<Time>(std::string_view line)>& stamp_of);

}  // namespace queuehound
