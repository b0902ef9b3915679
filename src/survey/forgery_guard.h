// Which main-log lines a local user can have written. Running exim in a directory whose name holds
// a newline puts raw lines into the log, as part of one cwd= record (design.md 3). Three facts
// bound that:
//  - the record is one write(2) of at most 8192 bytes, begun by a cwd= line of a directory the user
//  can
//    make one in;
//  - the forged lines are part of a path, and no component of a path is longer than 255 bytes
//  (NAME_MAX):
//    a line with more than 255 bytes between two slashes was written by Exim;
//  - Exim ends the record with " N args: ..." at the end of whatever line the forger made last.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/exim_log.h"

namespace queuehound {

inline constexpr std::uint64_t kOneWrite = 8192;

class ForgeryGuard {
 public:
  explicit ForgeryGuard(std::string_view spool_directory) : spool_directory_(spool_directory) {}

  // The bytes that the next lines stand in, and every "s:" in them (BlockMarks::colons); they must
  // stay until end_block().
  void begin_block(std::string_view block, std::uint64_t offset,
                   const std::vector<const char*>& colons);
  void end_block();
  // A line of the block begins at `offset` and ends at `end`: forgets records out of its reach.
  void pass(std::uint64_t end) {
    if (!openers_.empty() && end - openers_.front() > kOneWrite) forget_before(end);
  }
  // True where a line of the block, the last one passed, cannot have been forged.
  bool proves(std::string_view line, std::uint64_t offset) const;
  // Whether it may be part of a record at all.
  bool is_within_reach() const { return !openers_.empty(); }
  // False where ends_like_arguments(line) is certainly false. Asked of nearly every line, so all
  // places that it could be true of are found in one pass over the block.
  bool may_hold_arguments(std::string_view line) {
    const std::less<const char*> is_before;
    const bool is_quiet =
        !is_before(line.data(), quiet_from_) && !is_before(quiet_to_, line.data() + line.size());
    return !is_quiet && look_for_arguments(line);
  }
  // A cwd= record began here, in `directory` (after pass() of its line).
  void open(std::string_view directory, std::string_view line, std::uint64_t offset);
  // One that broke off: whatever its directory, it holds a newline.
  void open_broken(std::string_view line, std::uint64_t offset);
  // The oldest record a line that ends at `line_end` can be part of.
  std::optional<std::uint64_t> oldest_opener(std::uint64_t line_end) const;

 private:
  void forget_before(std::uint64_t end);
  bool look_for_arguments(std::string_view line);

  std::string spool_directory_;
  std::vector<std::uint64_t> openers_;  // offsets of cwd= records of the last 8 KiB, oldest first
  std::uint64_t slash_before(std::uint64_t offset) const;

  std::string_view block_;
  std::uint64_t block_offset_ = 0;
  std::vector<const char*> arguments_;  // where " args: " stands in the block
  std::size_t next_arguments_ = 0;      // the first that is not before the line asked about last
  const char *quiet_from_ = nullptr, *quiet_to_ = nullptr;  // none stands between; of the block
  // The last slash before `slash_end_`; between there and a line it is looked for when asked.
  std::uint64_t last_slash_ = 0, slash_end_ = 0;
};

// Lines behind a cwd= record that broke off: kept until it is known which of them are forged.
class HeldLines {
 public:
  struct Line {
    std::string text;
    std::uint64_t offset = 0;
  };
  bool is_holding() const { return is_holding_; }
  bool has_end() const { return forged_ > 0; }  // a line that ends like arguments was added
  std::uint64_t from() const { return from_; }
  void begin(std::uint64_t offset);
  void add(std::string_view line, std::uint64_t offset);
  // Ends holding: `forged` is the number of lines, from the first, up to the last that ends like a
  // record's arguments; the lines after them are genuine as far as this record goes.
  struct Released {
    std::vector<Line> lines;
    std::size_t forged = 0;
  };
  Released release();

 private:
  bool is_holding_ = false;
  std::uint64_t from_ = 0;
  std::vector<Line> lines_;
  std::size_t forged_ = 0;
};

// A cwd= record without its arguments: a newline in the path broke it off.
bool breaks_off(std::string_view line);
// May a log be shared out between two readers here? Not within reach of a record that broke off:
// only one that sees all of it can tell which lines are forged. `before`: the last 8 KiB, from a
// line start.
bool is_safe_cut(std::string_view before);

// " N args: " and N words at the end of a line.
bool ends_like_arguments(std::string_view text);

}  // namespace queuehound
