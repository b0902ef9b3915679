#include "survey/block_marks.h"

#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/byte_scan.h"

namespace queuehound {
namespace {

constexpr std::ptrdiff_t kChunk = 64;

#if defined(__SSE2__)
// One bit a byte of 64.
template <class BitsOf>
std::uint64_t bits_of_chunk(BitsOf&& bits_of) {
  return static_cast<std::uint64_t>(bits_of(0)) | static_cast<std::uint64_t>(bits_of(16)) << 16 |
         static_cast<std::uint64_t>(bits_of(32)) << 32 |
         static_cast<std::uint64_t>(bits_of(48)) << 48;
}

void add_places(const char* chunk, std::uint64_t bits, std::vector<const char*>& places) {
  for (; bits != 0; bits &= bits - 1) places.push_back(chunk + std::countr_zero(bits));
}
#endif

}  // namespace

void BlockMarks::find(std::string_view block) {
  line_ends.clear();
  colons.clear();
  const char* at = block.data();
  const char* const end = at + block.size();
#if defined(__SSE2__)
  const __m128i newline = _mm_set1_epi8('\n'), s = _mm_set1_epi8('s'), colon = _mm_set1_epi8(':');
  const auto load = [](const char* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  };
  for (; end - at > kChunk; at += kChunk) {  // a pair reaches one byte over the chunk
    const __m128i bytes[4] = {load(at), load(at + 16), load(at + 32), load(at + 48)};
    const auto pairs_of = [&](int from) {
      return _mm_and_si128(_mm_cmpeq_epi8(bytes[from / 16], s),
                           _mm_cmpeq_epi8(load(at + from + 1), colon));
    };
    const auto pairs = [&](int from) {
      return static_cast<unsigned>(_mm_movemask_epi8(pairs_of(from)));
    };
    const auto newlines = [&](int from) {
      return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes[from / 16], newline)));
    };
    const __m128i any_pair = _mm_or_si128(_mm_or_si128(pairs_of(0), pairs_of(16)),
                                          _mm_or_si128(pairs_of(32), pairs_of(48)));
    add_places(at, bits_of_chunk(newlines), line_ends);
    if (_mm_movemask_epi8(any_pair) != 0) add_places(at + 1, bits_of_chunk(pairs), colons);
  }
#endif
  for (; at != end; ++at) {
    if (*at == '\n') line_ends.push_back(at);
    if (*at == 's' && end - at > 1 && at[1] == ':') colons.push_back(at + 1);
  }
  if (!block.empty() && block.back() != '\n') line_ends.push_back(end);
}

}  // namespace queuehound
