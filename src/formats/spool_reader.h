// The bytes of a spool file as its parsers take them: line by line, and the numbers in them.
// Internal to formats/spool_*.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/byte_scan.h"
#include "base/text.h"

namespace queuehound {

// parse_number for what these files hold: a few digits, and eight such numbers a file. Whatever
// else stands there is parse_number's to judge.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits) return parse_number<Number>(text);
  std::uint64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return parse_number<Number>(text);
    value = value * 10 + digit;
  }
  if (value > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) return {};
  return static_cast<Number>(value);
}

// The bytes not yet read. Exim reads line by line, counted bytes excepted, and so do we: looking
// for "-auth_id" anywhere in the file would find it inside ACL variables and headers, where clients
// put it. An envelope has some twenty short lines: their ends are found for 64 bytes at once.
class SpoolReader {
 public:
  explicit SpoolReader(std::string_view bytes)
      : at_(bytes.data()), end_(bytes.data() + bytes.size()), block_(at_) {
    find_line_ends();
  }

  std::string_view rest() const { return {at_, end_}; }
  bool is_at_end() const { return at_ == end_; }
  bool at(char c) const { return at_ != end_ && *at_ == c; }

  // The next line without its LF; nothing where the file ends before the LF.
  std::optional<std::string_view> line() {
    while (line_ends_ == 0) {
      if (end_ - block_ <= kBlock) return {};
      block_ += kBlock;
      find_line_ends();
    }
    const char* const end = block_ + std::countr_zero(line_ends_);
    line_ends_ &= line_ends_ - 1;
    const std::string_view text(at_, end);
    at_ = end + 1;
    return text;
  }

  void skip(std::size_t count) {
    at_ += count;
    block_ = at_;
    find_line_ends();
  }

 private:
  static constexpr std::ptrdiff_t kBlock = 64;

  void find_line_ends() {
    if (end_ - block_ >= kBlock) {
      line_ends_ = bits_of(block_, '\n');
      return;
    }
    std::array<char, kBlock> last{};
    std::copy(block_, end_, last.begin());
    line_ends_ = bits_of(last.data(), '\n');
  }

  const char* at_;
  const char* end_;
  const char* block_;        // what is looked at
  std::uint64_t line_ends_;  // in it, from at_ on
};

}  // namespace queuehound
