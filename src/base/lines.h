// The lines of a text.
#pragma once

#include <cstddef>
#include <string_view>

namespace queuehound {

// Calls use(line) for each line, without its LF, and without the NULs in front of it that a crash
// or copytruncate left: what follows them is a whole line.
template <class Use>
void for_each_line(std::string_view text, Use&& use) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const char* newline =
        static_cast<const char*>(__builtin_memchr(at, '\n', static_cast<std::size_t>(end - at)));
    const char* line_end = newline ? newline : end;
    while (at < line_end && *at == '\0') ++at;
    use(std::string_view(at, static_cast<std::size_t>(line_end - at)));
    at = line_end + 1;
  }
}

}  // namespace queuehound
