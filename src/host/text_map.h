// A hash map by text that can be asked with a string_view without making a string of it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace queuehound {

// Not noexcept: only then does the C++ library keep a text's hash beside it. Without, who asks for
// one text hashes its neighbours in the chain anew, and how to find them costs a cache line each.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

}  // namespace queuehound
