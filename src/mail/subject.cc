#include "mail/subject.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "mail/encoded_word.h"

namespace queuehound {
namespace {

constexpr std::size_t kLongHex = 8;  // "deadbeef" is no word of any language

// A folded header on one line: the line end goes, the blank after it stays.
std::string unfold(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] != '\r' && raw[i] != '\n') {
      out += raw[i];
      continue;
    }
    const char next = i + 1 < raw.size() ? raw[i + 1] : '\n';
    const bool is_fold = next == ' ' || next == '\t' || next == '\r' || next == '\n';
    if (!is_fold) out += ' ';
  }
  return out;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

// Encoded words that stand side by side and share a character set: they are joined before the set
// is decoded, because a character may be cut in two by the end of a word.
class WordRun {
 public:
  // False where the word does not fit in; finish the run first.
  bool add(const EncodedWord& word, std::string_view written, const std::string& bytes) {
    if (is_open() && !equal_ignoring_case(word.charset, charset_)) return false;
    charset_ = word.charset;
    bytes_ += bytes;
    if (is_open()) written_ += ' ';
    written_ += written;
    return true;
  }

  void finish(std::string& out) {
    if (written_.empty()) return;
    const auto decoded = charset_to_utf8(bytes_, charset_);
    out += decoded ? *decoded : written_;
    bytes_.clear();
    written_.clear();
  }

  bool is_open() const { return !written_.empty(); }

 private:
  std::string_view charset_;
  std::string bytes_;
  std::string written_;
};

std::string decode_words(std::string_view text) {
  std::string out;
  WordRun run;
  std::size_t plain = 0;  // start of what has not been written out
  const std::size_t last_end = text.rfind("?=");
  std::size_t at = text.find("=?");
  while (at != std::string_view::npos && last_end != std::string_view::npos && at < last_end) {
    const auto word = parse_encoded_word(text.substr(at));
    const auto bytes = word ? decode_payload(*word) : std::nullopt;
    if (!word) {
      at = text.find("=?", at + 2);
      continue;
    }
    const std::string_view written = text.substr(at, word->length);
    const std::string_view between = text.substr(plain, at - plain);
    const bool joins = bytes && run.is_open() && is_blank(between);
    if (!joins || !run.add(*word, written, *bytes)) {
      run.finish(out);
      if (!joins) out += between;
      if (bytes) run.add(*word, written, *bytes);
      if (!bytes) out += written;
    }
    plain = at + word->length;
    at = text.find("=?", plain);
  }
  run.finish(out);
  out += text.substr(plain);
  return out;
}

// ---- skeleton

enum Class : std::uint8_t { mark = 0, letter = 1, hex_letter = 2, digit = 4, blank = 8, hash = 16 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> classes{};
  for (unsigned c = 'a'; c <= 'z'; ++c)
    classes[c] = classes[c - 32] = c <= 'f' ? Class::hex_letter : Class::letter;
  for (unsigned c = '0'; c <= '9'; ++c) classes[c] = Class::digit;
  for (const char c : {' ', '\t', '\r', '\n'})
    classes[static_cast<unsigned char>(c)] = Class::blank;
  classes['#'] = Class::hash;
  return classes;
}
constexpr std::array<std::uint8_t, 256> kClasses = make_classes();
constexpr std::uint8_t kWord = Class::letter | Class::hex_letter | Class::digit;

// Writes a skeleton, which is never longer than the subject, into room for all of that.
class SkeletonWriter {
 public:
  explicit SkeletonWriter(char* to) : from_(to), to_(to) {}

  // The word that `text` begins with: its length, 0 where there is none. It is written while it is
  // looked at, and taken back where it is one that varies from copy to copy.
  std::size_t put_word(std::string_view text) {
    unsigned classes = 0;
    std::size_t size = 0;
    for (; size < text.size(); ++size) {
      const auto c = static_cast<unsigned char>(text[size]);
      if ((kClasses[c] & kWord) == 0) break;
      classes |= kClasses[c];
      to_[size] = static_cast<char>(c | 0x20);  // a small letter, or a digit that will not stay
    }
    const bool is_hex = size >= kLongHex && classes == Class::hex_letter;
    if ((classes & Class::digit) != 0 || is_hex)
      put_hash();
    else
      to_ += size;
    return size;
  }

  // One '#' for "1,234.56", "10:30" and "#17": how many groups a number has varies too.
  void put_hash() {
    constexpr std::string_view kJoints = ".,:/-";
    if (is_last('#')) return;
    const bool is_joint = to_ - from_ >= 2 && to_[-2] == '#' && kJoints.contains(to_[-1]);
    if (is_joint)
      --to_;
    else
      *to_++ = '#';
  }

  void put_mark(char c, unsigned classes) {
    if (classes == Class::hash) return put_hash();
    if (classes != Class::blank)
      *to_++ = c;
    else if (to_ != from_ && !is_last(' '))
      *to_++ = ' ';
  }

  std::size_t finish() {
    if (is_last(' ')) --to_;
    return static_cast<std::size_t>(to_ - from_);
  }

 private:
  bool is_last(char c) const { return to_ != from_ && to_[-1] == c; }

  char* from_;
  char* to_;
};

}  // namespace

std::string decode_subject(std::string_view raw) {
  std::string room;
  return std::string(decode_subject(raw, room));
}

std::string_view decode_subject(std::string_view raw, std::string& room) {
  raw = trim(raw);
  const bool is_folded = raw.contains('\n') || raw.contains('\r');
  const bool is_encoded = raw.contains("=?");
  if (!is_folded && !is_encoded) return raw;
  room = is_folded ? unfold(raw) : std::string(raw);
  if (!is_encoded) return room;
  room = decode_words(room);
  return trim(room);
}

std::size_t write_subject_skeleton(std::string_view decoded, char* to) {
  SkeletonWriter writer(to);
  for (std::size_t at = 0; at < decoded.size();) {
    const std::size_t word = writer.put_word(decoded.substr(at));
    at += word;
    if (word != 0 || at == decoded.size()) continue;
    writer.put_mark(decoded[at], kClasses[static_cast<unsigned char>(decoded[at])]);
    ++at;
  }
  return writer.finish();
}

std::string subject_skeleton(std::string_view decoded) {
  std::string out;
  out.resize_and_overwrite(
      decoded.size(), [&](char* to, std::size_t) { return write_subject_skeleton(decoded, to); });
  return out;
}

}  // namespace queuehound
