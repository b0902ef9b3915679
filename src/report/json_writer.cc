#include "report/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kPiece = 64u << 10;  // given to a sink at once

// What a terminal would act on, should somebody look at the document on one: C0 and C1 controls,
// DEL, line separators and direction marks. As \u escapes they are the same string to a program.
bool is_escaped(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x61c ||
         (code >= 0x200e && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069);
}

// The character at the start of valid UTF-8, as far as is_escaped needs it: of two or three bytes.
char32_t code_at(std::string_view text) {
  const auto byte = [&](std::size_t i) -> char32_t { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80) return byte(0);
  if (byte(0) < 0xe0) return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
  if (byte(0) < 0xf0) return (byte(0) & 0xf) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
  return 0x10000;
}

std::size_t length_at(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

bool is_plain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

// Eight bytes at once: an id, mostly, and there can be a hundred thousand. What one byte carries
// over to the next can only come from one that is not plain, and then the whole word is not.
bool is_plain_word(std::uint64_t word) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  const auto has_zero = [](std::uint64_t x) { return (x - kOnes) & ~x; };
  const std::uint64_t told = word | (word + kOnes) | ((word - ' ' * kOnes) & ~word) |
                             has_zero(word ^ '"' * kOnes) | has_zero(word ^ '\\' * kOnes);
  return (told & 0x80 * kOnes) == 0;
}

bool is_plain_text(std::string_view text) {
  for (; text.size() >= sizeof(std::uint64_t); text.remove_prefix(sizeof(std::uint64_t))) {
    std::uint64_t word;
    std::memcpy(&word, text.data(), sizeof word);
    if (!is_plain_word(word)) return false;
  }
  return std::ranges::all_of(text, is_plain);
}

void append_escaped(std::string& out, std::string_view valid) {
  while (!valid.empty()) {
    const auto special = std::ranges::find_if_not(valid, is_plain);
    const auto plain = static_cast<std::size_t>(special - valid.begin());
    out += valid.substr(0, plain);
    valid.remove_prefix(plain);
    if (valid.empty()) return;
    const std::string_view character = valid.substr(0, length_at(valid));
    const char32_t code = code_at(valid);
    if (code == '"' || code == '\\') {
      out += '\\';
      out += static_cast<char>(code);
    } else if (code == '\n') {
      out += "\\n";
    } else if (code == '\t') {
      out += "\\t";
    } else if (is_escaped(code)) {
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(code));
    } else {
      out += character;
    }
    valid.remove_prefix(character.size());
  }
}

}  // namespace

void JsonWriter::key(std::string_view name) {
  start_value();
  out_ += '"';
  out_ += name;  // ours: nothing in it needs an escape
  out_ += layout_ == JsonLayout::one_line ? "\":" : "\": ";
  follows_key_ = true;
}

void JsonWriter::text(std::string_view bytes) {
  start_value();
  out_ += '"';
  if (is_plain_text(bytes)) {
    out_ += bytes;
  } else {
    append_escaped(out_, to_valid_utf8(bytes));
  }
  out_ += '"';
}

void JsonWriter::fraction(double value) {
  if (!std::isfinite(value)) value = 0;
  std::string digits = fmt::format("{:.3f}", value);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  raw(digits == "-0" ? "0" : digits);
}

std::string JsonWriter::take() {
  out_ += '\n';
  return std::exchange(out_, {});
}

bool JsonWriter::end() {
  out_ += '\n';
  give_away();
  return is_wanted_;
}

void JsonWriter::give_away() {
  if (is_wanted_) is_wanted_ = sink_(out_);
  out_.clear();
}

void JsonWriter::open(char bracket) {
  start_value();
  out_ += bracket;
  ++depth_;
  is_first_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!is_first_) new_line();
  out_ += bracket;
  is_first_ = false;
}

void JsonWriter::raw(std::string_view value) {
  start_value();
  out_ += value;
}

void JsonWriter::start_value() {
  if (std::exchange(follows_key_, false)) return;
  if (sink_ && out_.size() >= kPiece) give_away();
  if (!std::exchange(is_first_, false)) out_ += ',';
  if (depth_ > 0) new_line();
}

void JsonWriter::new_line() {
  if (layout_ == JsonLayout::one_line) return;
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

}  // namespace queuehound
