// What every parser of log lines owes: its views lie in the line it was given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string_view>

namespace queuehound {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline void require_inside(std::string_view whole, std::string_view part) {
  const std::less_equal<const char*> not_after;
  require(part.empty() || (not_after(whole.data(), part.data()) &&
                           not_after(part.data() + part.size(), whole.data() + whole.size())));
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace queuehound
