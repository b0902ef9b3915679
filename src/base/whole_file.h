// All the bytes of an open file, and all bytes into one: what read(2) and write(2) do in parts.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace queuehound {

// From where the descriptor stands to the end. More than `limit` bytes is Kind::refused. `path` is
// for the error's text; `hint`: how many are expected.
Result<std::string> read_whole(int fd, std::string_view path, std::size_t limit,
                               std::size_t hint = 0);

// All of it, or an error; waits where the descriptor must not block. Kind::gone: the reader of a
// pipe left (`| head`), which is its right.
Result<> write_all(int fd, std::string_view bytes, std::string_view path = "the results");

}  // namespace queuehound
