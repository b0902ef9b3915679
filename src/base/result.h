// How things fail here: a value or an Error, handed up to the edge of the program. Nothing of ours
// throws. A caller branches on the kind only; the text is for the administrator and says what
// failed, where, and (where we know it) what to do next.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace queuehound {

struct Error {
  enum class Kind {
    gone,     // it vanished between seeing and opening it: normal on a live server
    denied,   // we may not read it
    refused,  // we will not: a link, a fifo, a file of somebody else
    failed,   // everything else
  };
  Kind kind = Kind::failed;
  std::string text;
};

template <class T = void>
using Result = std::expected<T, Error>;

// "open /var/log/exim_mainlog: Permission denied", with the kind taken from errno.
Error errno_error(std::string_view what, std::string_view where, int error_number);

inline std::unexpected<Error> fail(Error::Kind kind, std::string text) {
  return std::unexpected(Error{kind, std::move(text)});
}

}  // namespace queuehound

// The value of a Result, or out of this function with its Error. One a statement.
#define TRY(expression)                                                       \
  __extension__({                                                             \
    auto try_result_ = (expression);                                          \
    if (!try_result_) return std::unexpected(std::move(try_result_).error()); \
    *std::move(try_result_);                                                  \
  })
