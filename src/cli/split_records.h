// Records of Exim's that syslog cut into parts ("[1\2] ", "[1/2] "), joined again; and where each
// of their bytes stands in the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/exim_log.h"

namespace queuehound {

struct JoinedRecord {
  struct Piece {
    std::size_t begins = 0;  // in `text`
    std::uint64_t line = 0;  // of the file, counted from 1
    std::size_t column = 1;  // of its first byte there, counted from 1
    std::string whole;       // that line
  };
  std::string text;           // syslog's words of the first part, then what the parts hold
  std::vector<Piece> pieces;  // the first part is two, around its "[1\2] "
  bool ends_line = false;     // the last part that is there ends a line of `text`
  unsigned first = 1, last = 0, parts = 0;  // those that are there, of how many

  bool is_whole() const { return first == 1 && last == parts; }
  std::string_view what_is_missing() const;     // "" where nothing is
  const Piece& piece_of(std::size_t at) const;  // the byte `at` of text, or its end
};

class SplitRecords {
 public:
  // `line` is line number `number` of the file, and `part` what unwrap_syslog() says of it. What is
  // done by it: its own record where it is the last part, and one that it shows to be incomplete.
  std::vector<JoinedRecord> take(std::string_view line, const SyslogEximLine& part,
                                 std::uint64_t number);
  // What waits at the file's end for a part that did not come, in the order of lines.
  std::vector<JoinedRecord> take_rest();

 private:
  std::map<std::uint64_t, JoinedRecord> open_;  // by process
};

}  // namespace queuehound
