#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace queuehound {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

void append_byte(std::string& out, unsigned char byte) {
  out += "\\x";
  out += kHexDigits[byte >> 4];
  out += kHexDigits[byte & 15];
}

void append_code_point(std::string& out, char32_t code) {
  out += "\\u{";
  for (int shift = code > 0xffff ? 20 : 12; shift >= 0; shift -= 4) {
    out += kHexDigits[(code >> shift) & 15];
  }
  out += '}';
}

// What the first byte of a UTF-8 sequence says of the rest: RFC 3629, table 3-7 of Unicode. The
// range of the second byte keeps out long forms, surrogates and what lies above U+10FFFF.
struct Lead {
  unsigned char first_from, first_to, second_from, second_to;
  unsigned length;
};
constexpr std::array<Lead, 8> kLeads{{{0xc2, 0xdf, 0x80, 0xbf, 2},
                                      {0xe0, 0xe0, 0xa0, 0xbf, 3},
                                      {0xe1, 0xec, 0x80, 0xbf, 3},
                                      {0xed, 0xed, 0x80, 0x9f, 3},
                                      {0xee, 0xef, 0x80, 0xbf, 3},
                                      {0xf0, 0xf0, 0x90, 0xbf, 4},
                                      {0xf1, 0xf3, 0x80, 0xbf, 4},
                                      {0xf4, 0xf4, 0x80, 0x8f, 4}}};

unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// Length of the valid sequence of two or more bytes at the start of `text`, or 0.
unsigned sequence_length(std::string_view text) {
  const unsigned char first = byte_at(text, 0);
  const auto lead = std::ranges::find_if(
      kLeads, [&](const Lead& row) { return first >= row.first_from && first <= row.first_to; });
  if (lead == kLeads.end() || text.size() < lead->length) return 0;
  if (byte_at(text, 1) < lead->second_from || byte_at(text, 1) > lead->second_to) return 0;
  for (unsigned i = 2; i < lead->length; ++i) {
    if ((byte_at(text, i) & 0xc0) != 0x80) return 0;
  }
  return lead->length;
}

char32_t code_point(std::string_view sequence) {
  char32_t code = byte_at(sequence, 0) & (0xffu >> (sequence.size() + 1));
  for (std::size_t i = 1; i < sequence.size(); ++i)
    code = code << 6 | (byte_at(sequence, i) & 0x3f);
  return code;
}

// Characters beyond ASCII that move or hide what stands around them.
bool is_deceptive(char32_t code) {
  return code < 0xa0 || code == 0x61c || (code >= 0x200e && code <= 0x200f) ||
         (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::string escape(std::string_view bytes, bool for_terminal) {
  std::string out;
  out.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    if (byte_at(bytes, 0) < 0x80) {
      if (for_terminal && is_control(bytes[0])) {
        append_byte(out, byte_at(bytes, 0));
      } else {
        out += bytes[0];
      }
      bytes.remove_prefix(1);
      continue;
    }
    const unsigned length = sequence_length(bytes);
    if (length == 0) {
      append_byte(out, byte_at(bytes, 0));
      bytes.remove_prefix(1);
      continue;
    }
    const std::string_view sequence = bytes.substr(0, length);
    const char32_t code = code_point(sequence);
    if (for_terminal && is_deceptive(code)) {
      append_code_point(out, code);
    } else {
      out += sequence;
    }
    bytes.remove_prefix(length);
  }
  return out;
}

// Capitals to small letters, eight bytes at once: bit 7 of each byte of `capitals` tells of one.
std::uint64_t fold_word(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  const std::uint64_t low = word & (0x7F * kOnes);
  const std::uint64_t capitals =
      (low + (0x80 - 'A') * kOnes) & ~(low + (0x7F - 'Z') * kOnes) & ~word & (0x80 * kOnes);
  return word | capitals >> 2;
}

// Eight bytes at once: a plan's line can name a hundred thousand messages. What is carried over to
// the next byte comes from one that is told already.
bool is_printable_ascii(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  std::uint64_t told = 0;
  for (; text.size() >= sizeof told; text.remove_prefix(sizeof told)) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), sizeof word);
    told |= word | (word + kOnes) | ((word - ' ' * kOnes) & ~word);
  }
  return (told & 0x80 * kOnes) == 0 &&
         std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 0x7f; });
}

template <class Word>
void lower_word(const char* from, char* to) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  word = static_cast<Word>(fold_word(word));
  std::memcpy(to, &word, sizeof word);
}

#if defined(__SSE2__)
// Compared as signed numbers, so bytes from 0x80 on are below 'A'.
void lower_sixteen(const char* from, char* to) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  const __m128i capitals = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)),
                                         _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
  const __m128i lower = _mm_or_si128(bytes, _mm_and_si128(capitals, _mm_set1_epi8(0x20)));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), lower);
}
#endif

}  // namespace

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text.empty() ? std::string_view{} : text;
}

std::string_view cut(std::string_view& rest, char separator) {
  const std::size_t at = rest.find(separator);
  const std::string_view head = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return head;
}

// What is left over of the last word is folded together with bytes before it, once more: a small
// letter stays what it is, also where `to` is `from`.
void copy_lower(const char* from, std::size_t count, char* to) {
  std::size_t at = 0;
#if defined(__SSE2__)
  for (; at + 16 <= count; at += 16) lower_sixteen(from + at, to + at);
  if (at < count && count >= 16) return lower_sixteen(from + count - 16, to + count - 16);
#endif
  for (; at + 8 <= count; at += 8) lower_word<std::uint64_t>(from + at, to + at);
  // The last word overlaps the one before it: a letter made small twice is the same letter.
  if (at < count && count >= 8) return lower_word<std::uint64_t>(from + count - 8, to + count - 8);
  if (count >= 8) return;
  if (count >= 4) {
    lower_word<std::uint32_t>(from, to);
    return lower_word<std::uint32_t>(from + count - 4, to + count - 4);
  }
  for (; at < count; ++at) to[at] = lower(from[at]);
}

std::string to_lower(std::string_view text) {
  std::string out(text);
  copy_lower(out.data(), out.size(), out.data());
  return out;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  const auto word_at = [](std::string_view text, std::size_t at) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    return fold_word(word);
  };
  std::size_t at = 0;
  for (; a.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t))
    if (word_at(a, at) != word_at(b, at)) return false;
  for (; at < a.size(); ++at)
    if (lower(a[at]) != lower(b[at])) return false;
  return true;
}

std::string to_valid_utf8(std::string_view bytes) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return std::ranges::all_of(bytes, is_ascii) ? std::string(bytes) : escape(bytes, false);
}

std::string to_printable(std::string_view bytes) {
  return is_printable_ascii(bytes) ? std::string(bytes) : escape(bytes, true);
}

}  // namespace queuehound
