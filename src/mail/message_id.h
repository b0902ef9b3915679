// Exim's message ids: 6-6-2 base-62 characters up to 4.96, 6-11-4 since 4.97; both may stand in
// one queue and one log. Exim: src/functions of msg id in receive.c and string.c (string_base62).
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/time.h"

namespace queuehound {

struct MessageId {
  std::array<char, 23> chars{};
  std::uint8_t length = 0;  // 16 or 23

  std::string_view text() const { return {chars.data(), length}; }
  Time time() const;                                 // reception second, from the first six digits
  std::uint64_t pid() const;                         // the receiving process, from the second group
  char split_directory() const { return chars[5]; }  // where a split spool keeps it
  friend auto operator<=>(const MessageId&, const MessageId&) = default;
};

// The order of their text, eight bytes at a time and inlined: ids are sorted by the hundred
// thousand. The last word overlaps the second by a byte; a short id is padded with zeros.
inline bool comes_before(const MessageId& a, const MessageId& b) {
  const auto word_at = [](const MessageId& id, std::size_t offset) {
    std::uint64_t word;
    std::memcpy(&word, id.chars.data() + offset, sizeof word);
    return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
  };
  for (const std::size_t offset : {std::size_t{0}, std::size_t{8}, std::size_t{15}}) {
    const std::uint64_t left = word_at(a, offset);
    const std::uint64_t right = word_at(b, offset);
    if (left != right) return left < right;
  }
  return false;
}

// 16 or 23 when `text` starts with a well-formed id (nothing is said of what follows), else 0.
unsigned message_id_length(std::string_view text);
std::optional<MessageId> parse_message_id(std::string_view text);  // the whole of `text`
// Whether sixteen bytes are an id of the old form: for who reads whole logs, where most lines have
// one.
inline bool is_old_message_id(const char* at);
// Of text that message_id_length was asked about already: its length is the id's.
MessageId known_message_id(std::string_view text);

std::vector<std::string> texts_of(std::span<const MessageId> ids);

struct MessageIdHash {
  std::size_t operator()(const MessageId& id) const noexcept;
};

// ---- inline ----

#if defined(__SSE2__)
// One bit a byte of sixteen: is it a digit of base 62? Small letters differ from capitals in one
// bit, which no digit and none of their neighbours may gain: 'A' to 'Z' are asked of both.
inline unsigned base62_bits(const char* at) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i small = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
  // Compared as signed numbers, so bytes from 0x80 on are below all of these.
  const auto between = [](__m128i of, char low, char high) {
    return _mm_and_si128(_mm_cmpgt_epi8(of, _mm_set1_epi8(static_cast<char>(low - 1))),
                         _mm_cmplt_epi8(of, _mm_set1_epi8(static_cast<char>(high + 1))));
  };
  return static_cast<unsigned>(
      _mm_movemask_epi8(_mm_or_si128(between(bytes, '0', '9'), between(small, 'a', 'z'))));
}
#endif

inline bool is_old_message_id(const char* at) {
#if defined(__SSE2__)
  constexpr unsigned kDigits = 0xffffu & ~(1u << 6 | 1u << 13);
  return at[6] == '-' && at[13] == '-' && base62_bits(at) == kDigits;
#else
  return message_id_length({at, 16}) == 16;
#endif
}

}  // namespace queuehound
