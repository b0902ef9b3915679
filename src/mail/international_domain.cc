#include "mail/international_domain.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::string_view kMark = "xn--";
constexpr std::size_t kLongestLabel = 63;

// Numbers of RFC 3492, section 5.
constexpr std::uint32_t kBase = 36, kLeast = 1, kMost = 26, kSkew = 38, kDamp = 700;
constexpr std::uint32_t kFirstBias = 72, kFirstCode = 0x80;

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c < 0x80; });
}

// Nothing where a byte is no UTF-8.
std::optional<std::u32string> code_points_of(std::string_view text) {
  std::u32string codes;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at++]);
    const int more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4) return {};
    char32_t code = more == 0 ? first : first & (0x3fu >> more);
    for (int i = 0; i < more; ++i, ++at) {
      if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0) != 0x80) return {};
      code = code << 6 | (static_cast<unsigned char>(text[at]) & 0x3f);
    }
    codes += code;
  }
  return codes;
}

void append_utf8(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> kLead{0, 0xc0, 0xe0, 0xf0};
  out += static_cast<char>(kLead[static_cast<std::size_t>(more)] | code >> (6 * more));
  for (int i = more - 1; i >= 0; --i) out += static_cast<char>(0x80 | (code >> (6 * i) & 0x3f));
}

char32_t small_letter(char32_t code) {
  struct Capitals {
    char32_t first, last, distance;
  };
  constexpr std::array<Capitals, 6> kCapitals{{{'A', 'Z', 32},
                                               {0xc0, 0xd6, 32},    // À to Ö
                                               {0xd8, 0xde, 32},    // Ø to Þ
                                               {0x391, 0x3ab, 32},  // Greek
                                               {0x410, 0x42f, 32},  // Cyrillic
                                               {0x400, 0x40f, 80}}};
  for (const Capitals& row : kCapitals)
    if (code >= row.first && code <= row.last) return code + row.distance;
  return code;
}

std::uint32_t adapted(std::uint32_t delta, std::uint32_t count, bool is_first) {
  delta = is_first ? delta / kDamp : delta / 2;
  delta += delta / count;
  std::uint32_t step = 0;
  for (; delta > (kBase - kLeast) * kMost / 2; step += kBase) delta /= kBase - kLeast;
  return step + (kBase - kLeast + 1) * delta / (delta + kSkew);
}

std::uint32_t threshold(std::uint32_t position, std::uint32_t bias) {
  if (position <= bias) return kLeast;
  return std::min(position - bias, kMost);
}

char digit_of(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
}

std::optional<std::uint32_t> value_of(char digit) {
  if (digit >= 'a' && digit <= 'z') return static_cast<std::uint32_t>(digit - 'a');
  if (digit >= 'A' && digit <= 'Z') return static_cast<std::uint32_t>(digit - 'A');
  if (is_digit(digit)) return static_cast<std::uint32_t>(digit - '0') + 26;
  return {};
}

void append_delta(std::string& out, std::uint32_t delta, std::uint32_t bias) {
  for (std::uint32_t position = kBase;; position += kBase) {
    const std::uint32_t limit = threshold(position, bias);
    if (delta < limit) break;
    out += digit_of(limit + (delta - limit) % (kBase - limit));
    delta = (delta - limit) / (kBase - limit);
  }
  out += digit_of(delta);
}

// `codes` holds 63 at most and a code is below 2^21, so that no delta overflows 32 bits.
std::string encoded_label(const std::u32string& codes) {
  std::string out(kMark);
  for (const char32_t code : codes)
    if (code < kFirstCode) out += static_cast<char>(code);
  const auto plain = static_cast<std::uint32_t>(out.size() - kMark.size());
  if (plain > 0) out += '-';
  std::uint32_t done = plain, delta = 0, bias = kFirstBias;
  for (std::uint32_t at = kFirstCode; done < codes.size(); ++at, ++delta) {
    std::uint32_t next = std::numeric_limits<std::uint32_t>::max();
    for (const char32_t code : codes)
      if (code >= at) next = std::min<std::uint32_t>(next, code);
    delta += (next - at) * (done + 1);
    at = next;
    for (const char32_t code : codes) {
      if (code < at) ++delta;
      if (code != at) continue;
      append_delta(out, delta, bias);
      bias = adapted(delta, done + 1, done == plain);
      delta = 0;
      ++done;
    }
  }
  return out;
}

// The part behind "xn--"; nothing where it is no Punycode.
std::optional<std::u32string> decoded_label(std::string_view text) {
  std::u32string codes;
  if (const std::size_t end = text.rfind('-'); end != text.npos) {
    for (const char c : text.substr(0, end)) codes += static_cast<char32_t>(c);
    text.remove_prefix(end + 1);
  }
  std::uint64_t code = kFirstCode, at = 0;
  std::uint32_t bias = kFirstBias;
  while (!text.empty()) {
    const std::uint64_t before = at;
    std::uint64_t weight = 1;
    for (std::uint32_t position = kBase;; position += kBase) {
      const auto value = text.empty() ? std::nullopt : value_of(text.front());
      if (!value) return {};
      text.remove_prefix(1);
      at += *value * weight;
      const std::uint32_t limit = threshold(position, bias);
      if (*value < limit) break;
      weight *= kBase - limit;
      if (weight > 0x10ffff * kLongestLabel || at > 0x10ffff * kLongestLabel) return {};
    }
    const auto count = static_cast<std::uint32_t>(codes.size() + 1);
    bias = adapted(static_cast<std::uint32_t>(at - before), count, before == 0);
    code += at / count;
    at %= count;
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return {};
    codes.insert(codes.begin() + static_cast<std::ptrdiff_t>(at++), static_cast<char32_t>(code));
  }
  return codes;
}

// Nothing where a label has no such form.
std::optional<std::string> ascii_label(std::string_view label) {
  if (is_ascii(label)) return to_lower(label);
  auto codes = code_points_of(label);
  if (!codes || codes->size() > kLongestLabel) return {};
  std::ranges::transform(*codes, codes->begin(), small_letter);
  std::string encoded = encoded_label(*codes);
  if (encoded.size() > kLongestLabel) return {};
  return encoded;
}

// Registries encode small letters only, and nothing that is all ASCII.
bool is_written_so(const std::u32string& codes) {
  return std::ranges::any_of(codes, [](char32_t code) { return code >= kFirstCode; }) &&
         std::ranges::all_of(codes, [](char32_t code) { return small_letter(code) == code; });
}

std::optional<std::string> utf8_label(std::string_view label) {
  if (label.size() > kLongestLabel) return {};
  if (to_lower(label.substr(0, kMark.size())) != kMark) return to_lower(label);
  const auto codes = decoded_label(to_lower(label.substr(kMark.size())));
  if (!codes || !is_written_so(*codes)) return {};
  std::string text;
  for (const char32_t code : *codes) append_utf8(text, code);
  return text;
}

}  // namespace

std::string other_form_of_domain(std::string_view domain) {
  const bool is_to_ascii = !is_ascii(domain);
  const std::string_view whole = domain;
  std::string other;
  for (bool is_first = true; is_first || !domain.empty(); is_first = false) {
    const std::string_view label = cut(domain, '.');
    const auto form = is_to_ascii ? ascii_label(label) : utf8_label(label);
    if (!form) return {};
    other += (is_first ? "" : ".") + *form;
  }
  return other == to_lower(whole) ? "" : other;
}

}  // namespace queuehound
