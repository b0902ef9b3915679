// "<id>-H" and its sisters, made without allocating.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "mail/message_id.h"

namespace queuehound {

class SpoolFileName {
 public:
  SpoolFileName(const MessageId& id, char letter) : size_(id.length() + 2) {
    id.text().view().copy(chars_.data(), chars_.size());
    chars_[size_ - 2] = '-';
    chars_[size_ - 1] = letter;
    chars_[size_] = '\0';
  }

  const char* c_str() const { return chars_.data(); }
  std::string_view text() const { return {chars_.data(), size_}; }

 private:
  std::array<char, 32> chars_;
  std::size_t size_;
};

}  // namespace queuehound
