// Exim's message ids: 6-6-2 base-62 characters up to 4.96, 6-11-4 since 4.97; both may stand in
// one queue and one log. Exim: src/functions of msg id in receive.c and string.c (string_base62).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
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

#if defined(__clang__)
#define QUEUEHOUND_OWNS_CHARACTERS [[gsl::Owner(char)]]  // a view that outlives it is a warning
#else
#define QUEUEHOUND_OWNS_CHARACTERS
#endif

// The characters of an id: made from it when asked for, so whoever keeps a view of them keeps this.
class QUEUEHOUND_OWNS_CHARACTERS MessageIdText {
 public:
  operator std::string_view() const { return view(); }
  std::string_view view() const { return {chars_.data(), size_}; }
  std::size_t size() const { return size_; }
  friend bool operator==(const MessageIdText& a, std::string_view b) { return a.view() == b; }

 private:
  friend struct MessageId;
  std::array<char, 23> chars_{};
  std::uint8_t size_ = 0;
};

// In sixteen bytes, for a row of them stands in memory for every message: six bits a digit, so that
// numbers come in the order of the texts. From the highest bit: one that says there is an id, the
// first twelve digits, one that is set in the new form, and the rest, two digits or nine.
struct MessageId {
  std::uint64_t high = 0, low = 0;

  MessageIdText text() const;
  std::size_t length() const;  // of its text: 16 or 23; 0 where there is none
  Time time() const;           // reception second, from the first six digits
  std::uint64_t pid() const;   // the receiving process, from the second group
  bool is_none() const { return high == 0; }
  bool is_well_formed() const;  // not of bytes that were no id
  friend auto operator<=>(const MessageId&, const MessageId&) = default;
};

// 16 or 23 when `text` starts with a well-formed id (nothing is said of what follows), else 0.
unsigned message_id_length(std::string_view text);
std::optional<MessageId> parse_message_id(std::string_view text);  // the whole of `text`
// Whether sixteen bytes are an id of the old form: for who reads whole logs, where most lines have
// one.
inline bool is_old_message_id(const char* at);
// Of text that message_id_length was asked about already: its length is the id's. None of another
// length.
inline MessageId known_message_id(std::string_view text);

std::vector<std::string> texts_of(std::span<const MessageId> ids);

struct MessageIdHash {
  std::size_t operator()(const MessageId& id) const noexcept {
    constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15;
    std::uint64_t hash = id.high * kOdd;
    hash = (hash ^ hash >> 29 ^ id.low) * kOdd;
    return static_cast<std::size_t>(hash ^ hash >> 32);
  }
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

namespace message_id {

constexpr unsigned kDigit = 6;  // bits
constexpr std::uint64_t kIsThere = std::uint64_t{1} << 63;
constexpr std::uint64_t kIsNew = std::uint64_t{1} << 54;

inline std::uint64_t digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return static_cast<std::uint64_t>(byte - '0' - (byte > '@' ? 7 : 0) - (byte > '`' ? 6 : 0));
}

inline std::uint64_t digits(const char* at, int count) {
  std::uint64_t value = 0;
  for (int i = 0; i < count; ++i) value = value << kDigit | digit(at[i]);
  return value;
}

struct Groups {
  std::uint64_t first, second;
};

// The six digits at each of two places, behind which two more bytes can be read: there is an id on
// most lines of a log.
inline Groups six_digits_at(const char* first, const char* second) {
#if defined(__SSE2__)
  const __m128i bytes =
      _mm_unpacklo_epi64(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(first)),
                         _mm_loadl_epi64(reinterpret_cast<const __m128i*>(second)));
  const auto where_above = [&](char limit, char value) {
    return _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8(limit)), _mm_set1_epi8(value));
  };
  const __m128i offset =
      _mm_add_epi8(_mm_set1_epi8('0'), _mm_add_epi8(where_above('@', 7), where_above('`', 6)));
  const __m128i values =
      _mm_and_si128(_mm_sub_epi8(bytes, offset), _mm_set1_epi64x(0x0000ffffffffffff));
  // Two digits in a word, then four in a double word.
  const __m128i pairs = _mm_or_si128(
      _mm_slli_epi16(_mm_and_si128(values, _mm_set1_epi16(0xff)), static_cast<int>(kDigit)),
      _mm_srli_epi16(values, 8));
  const __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(1 << 16 | 1 << 12));
  const auto group_of = [](__m128i lane) {
    const auto both = static_cast<std::uint64_t>(_mm_cvtsi128_si64(lane));
    return (both & 0xffffffff) << 2 * kDigit | both >> (32 + 2 * kDigit);
  };
  return {group_of(fours), group_of(_mm_unpackhi_epi64(fours, fours))};
#else
  return {digits(first, 6), digits(second, 6)};
#endif
}

}  // namespace message_id

inline MessageId known_message_id(std::string_view text) {
  using namespace message_id;
  if (text.size() != 16 && text.size() != 23) return {};
  const char* at = text.data();
  const auto [time, process] = six_digits_at(at, at + 7);
  const std::uint64_t rest = text.size() == 16
                                 ? digits(at + 14, 2) << 7 * kDigit
                                 : kIsNew | digits(at + 13, 5) << 4 * kDigit | digits(at + 19, 4);
  return {kIsThere | time << 27 | process >> 9, process << 55 | rest};
}

inline bool is_old_message_id(const char* at) {
#if defined(__SSE2__)
  constexpr unsigned kDigits = 0xffffu & ~(1u << 6 | 1u << 13);
  return at[6] == '-' && at[13] == '-' && base62_bits(at) == kDigits;
#else
  return message_id_length({at, 16}) == 16;
#endif
}

}  // namespace queuehound
