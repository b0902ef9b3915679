// Bytes looked for sixteen at a step: what reading a log spends its time on. Every function stays
// between its two pointers. x86-64 has these instructions always; elsewhere it is one by one.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace queuehound {

// Bytes that stand in an address as they are, dots among them: not blank, control or special
// (formats/exim_host.cc, address_length). '@' is one of the specials.
constexpr std::array<bool, 256> make_address_bytes() {
  std::array<bool, 256> is_plain{};
  for (unsigned c = 33; c < 256; ++c) is_plain[c] = c != 0x7f;
  for (const char c : {'(', ')', '<', '>', '@', ',', ';', ':', '\\', '"', '[', ']'})
    is_plain[static_cast<unsigned char>(c)] = false;
  return is_plain;
}
inline constexpr std::array<bool, 256> kAddressByte = make_address_bytes();

// The place of the first one that is set; there is one, which countr_zero would ask.
inline unsigned first_bit(unsigned bits) { return static_cast<unsigned>(__builtin_ctz(bits)); }

#if defined(__SSE2__)
inline __m128i load_bytes(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}
inline unsigned bits_of(__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); }

// Of ASCII bytes. They are compared as signed numbers, the highest of which `high` is made: then
// what was above it is below all others.
inline __m128i between(__m128i bytes, char low, char high) {
  const __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(0x7f - high)));
  return _mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(0x7f - high + low - 1)));
}

// One bit a byte that is certainly an address's: letters, digits and * + - . / ^ _ `. Others may
// be too; they are looked up one by one.
inline unsigned common_address_bytes(const char* at) {
  const __m128i bytes = load_bytes(at);
  const __m128i common = _mm_or_si128(
      _mm_or_si128(between(bytes, '*', '9'), between(bytes, 'A', 'Z')), between(bytes, '^', 'z'));
  const __m128i comma = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(','));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(comma, common)));
}
#endif

// The first byte that is no address's, or `end`. From `begin` on bytes may be looked at.
inline const char* skip_address_bytes(const char* at, const char* end,
                                      [[maybe_unused]] const char* begin) {
#if defined(__SSE2__)
  constexpr unsigned kAll = 0xffff;
  while (end - at >= 16) {
    const unsigned common = common_address_bytes(at);
    if (common == kAll) {
      at += 16;
      continue;
    }
    at += first_bit(~common);
    if (!kAddressByte[static_cast<unsigned char>(*at)]) return at;
    ++at;
  }
  if (at != end && end - begin >= 16) {  // the last sixteen, without those before `at`
    const auto before = static_cast<unsigned>(16 - (end - at));
    const unsigned strange = (common_address_bytes(end - 16) ^ kAll) >> before;
    if (strange == 0) return end;
    at += first_bit(strange);
  }
#endif
  while (at != end && kAddressByte[static_cast<unsigned char>(*at)]) ++at;
  return at;
}

inline const char* skip_address_bytes(const char* at, const char* end) {
  return skip_address_bytes(at, end, at);
}

// One bit a byte of the sixty-four from `at` on: is it `wanted`?
inline std::uint64_t bits_of(const char* at, char wanted) {
  std::uint64_t bits = 0;
#if defined(__SSE2__)
  const __m128i pattern = _mm_set1_epi8(wanted);
  for (unsigned part = 0; part < 4; ++part) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + part * 16));
    const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern));
    bits |= std::uint64_t{static_cast<unsigned>(found)} << (part * 16);
  }
#else
  for (unsigned i = 0; i < 64; ++i) bits |= std::uint64_t{at[i] == wanted} << i;
#endif
  return bits;
}

// The first `wanted`, or `end`. For what is mostly near: no call is made.
inline const char* find_near(const char* at, const char* end, char wanted) {
#if defined(__SSE2__)
  const __m128i pattern = _mm_set1_epi8(wanted);
  while (end - at >= 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const int found = _mm_movemask_epi8(_mm_cmpeq_epi8(bytes, pattern));
    if (found != 0) return at + first_bit(static_cast<unsigned>(found));
    at += 16;
  }
#endif
  while (at != end && *at != wanted) ++at;
  return at;
}

// The first of the two, or `end`; likewise.
inline const char* find_near(const char* at, const char* end, char one, char other) {
#if defined(__SSE2__)
  const __m128i first = _mm_set1_epi8(one), second = _mm_set1_epi8(other);
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = load_bytes(at);
    const unsigned found =
        bits_of(_mm_or_si128(_mm_cmpeq_epi8(bytes, first), _mm_cmpeq_epi8(bytes, second)));
    if (found != 0) return at + first_bit(found);
  }
#endif
  while (at != end && *at != one && *at != other) ++at;
  return at;
}

// The last `wanted`, or null.
inline const char* find_last(std::string_view text, char wanted) {
  return static_cast<const char*>(::memrchr(text.data(), wanted, text.size()));
}

// Whether `text` begins so. string_view::starts_with calls memcmp, because its length is not known
// where it is compiled; a line of a log asks some twenty times.
template <std::size_t N>
inline bool begins_with(std::string_view text, const char (&lead)[N]) {
  return text.size() >= N - 1 && std::memcmp(text.data(), lead, N - 1) == 0;
}

// The first `first` with `second` behind it, or `end`. For what is mostly far.
inline const char* find_pair(const char* at, const char* end, char first, char second) {
#if defined(__SSE2__)
  const __m128i left = _mm_set1_epi8(first), right = _mm_set1_epi8(second);
  const auto pairs_at = [&](const char* from) {
    const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i behind = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 1));
    return _mm_and_si128(_mm_cmpeq_epi8(here, left), _mm_cmpeq_epi8(behind, right));
  };
  while (end - at >= 65) {
    const __m128i any = _mm_or_si128(_mm_or_si128(pairs_at(at), pairs_at(at + 16)),
                                     _mm_or_si128(pairs_at(at + 32), pairs_at(at + 48)));
    if (_mm_movemask_epi8(any) != 0) break;
    at += 64;
  }
  while (end - at >= 17) {
    const int found = _mm_movemask_epi8(pairs_at(at));
    if (found != 0) return at + std::countr_zero(static_cast<unsigned>(found));
    at += 16;
  }
#endif
  for (; end - at >= 2; ++at)
    if (at[0] == first && at[1] == second) return at;
  return end;
}

}  // namespace queuehound
