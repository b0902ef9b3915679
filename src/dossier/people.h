// Different people, told as far as a mailing's number: whether there are more is never asked.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace queuehound {

class People {
 public:
  static constexpr std::size_t kMost = 20;

  bool is_full() const { return count_ == kMost; }
  std::size_t size() const { return count_; }
  void insert(std::uint64_t person) {
    const auto end = seen_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (!is_full() && std::find(seen_.begin(), end, person) == end) seen_[count_++] = person;
  }

 private:
  std::array<std::uint64_t, kMost> seen_;
  std::size_t count_ = 0;
};

}  // namespace queuehound
