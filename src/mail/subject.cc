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

enum CharKind : std::uint8_t { kMark = 0, kLetter = 1, kHexLetter = 3, kDigit = 4 };

constexpr std::array<std::uint8_t, 256> kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned c = 'a'; c <= 'z'; ++c)
    kinds[c] = kinds[c - 'a' + 'A'] = c <= 'f' ? kHexLetter : kLetter;
  for (unsigned c = '0'; c <= '9'; ++c) kinds[c] = kDigit;
  return kinds;
}();

std::uint8_t kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

// An ASCII word, and whether it varies from copy to copy: it holds a digit, or is a long hex
// string.
struct Word {
  std::size_t size = 0;
  bool is_variable = false;
};

Word word_at(std::string_view text) {
  std::uint8_t any = 0, all = kHexLetter;
  std::size_t size = 0;
  for (; size < text.size(); ++size) {
    const std::uint8_t kind = kind_of(text[size]);
    if (kind == kMark) break;
    any |= kind;
    all &= kind;
  }
  return {size, (any & kDigit) != 0 || (size >= kLongHex && all == kHexLetter)};
}

// One '#' for "1,234.56", "10:30" and "#17": how many groups a number has varies too.
void append_hash(std::string& out) {
  constexpr std::string_view kJoints = ".,:/-";
  if (out.ends_with('#')) return;
  const bool is_joint = out.size() >= 2 && out[out.size() - 2] == '#' &&
                        kJoints.find(out.back()) != std::string_view::npos;
  if (is_joint) {
    out.pop_back();
  } else {
    out += '#';
  }
}

void append_word(std::string& out, std::string_view word) {
  const std::size_t at = out.size();
  out.resize(at + word.size());
  copy_lower(word.data(), word.size(), out.data() + at);
}

void append_mark(std::string& out, char c) {
  const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
  if (c == '#') return append_hash(out);
  if (!blank) {
    out += c;
  } else if (!out.empty() && out.back() != ' ') {
    out += ' ';
  }
}

}  // namespace

std::string decode_subject(std::string_view raw) {
  raw = trim(raw);
  const bool is_folded = raw.contains('\n') || raw.contains('\r');
  if (raw.find("=?") == std::string_view::npos) {
    return is_folded ? unfold(raw) : std::string(raw);
  }
  const std::string decoded = decode_words(is_folded ? unfold(raw) : std::string(raw));
  return std::string(trim(decoded));
}

std::string subject_skeleton(std::string_view decoded) {
  std::string out;
  out.reserve(decoded.size());
  std::size_t at = 0;
  while (at < decoded.size()) {
    const Word word = word_at(decoded.substr(at));
    if (word.size == 0) {
      append_mark(out, decoded[at++]);
      continue;
    }
    if (word.is_variable) {
      append_hash(out);
    } else {
      append_word(out, decoded.substr(at, word.size));
    }
    at += word.size;
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace queuehound
