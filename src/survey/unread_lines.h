// The last line of defence: a line on which a parser of ours goes wrong is one line that was not
// read, told with its place, and ends no scan. Only what the standard library throws where a view
// is cut behind its end is survived: then nothing was learned yet of the line. It costs nothing
// where nothing is thrown. Parsers' own fuzzers do without it, and whoever runs whole scans as a
// test takes the note for a failure.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/lines.h"

namespace queuehound {

inline constexpr std::string_view kBugWords = "a bug in queuehound";

struct UnreadLines {
  std::uint64_t count = 0;
  std::uint64_t first = 0;  // its offset

  // False where `read` could not bear what it read.
  template <class Read>
  bool survive(std::uint64_t offset, Read&& read) {
    try {
      read();
      return true;
    } catch (const std::logic_error&) {
      if (count++ == 0) first = offset;
      return false;
    }
  }

  void add(const UnreadLines& other) {
    if (count == 0) first = other.first;
    count += other.count;
  }
};

// For who looks at lines beside the learners, which tell of what they could not read.
template <class Use>
void for_each_readable_line(std::string_view text, Use&& use) {
  UnreadLines untold;
  for_each_line(text, [&](std::string_view line) { untold.survive(0, [&] { use(line); }); });
}

// "1 line could not be read, at /var/log/maillog:4711: a bug in queuehound; please report it".
inline std::string unread_note(std::string_view path, const UnreadLines& unread) {
  return std::to_string(unread.count) +
         (unread.count == 1 ? " line could not be read, at "
                            : " lines could not be read, the first at ") +
         std::string(path) + ":" + std::to_string(unread.first) + ": " + std::string(kBugWords) +
         "; please report it";
}

}  // namespace queuehound
