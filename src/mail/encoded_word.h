// The inside of one RFC 2047 encoded word, and what bodies are encoded in as well.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

struct EncodedWord {
  std::string_view charset;  // without a language
  char encoding = 0;         // 'B' or 'Q'
  std::string_view payload;  // still in base64 or quoted-printable
  std::size_t length = 0;    // of all of it, "=?" to "?="
};

// The word at the start of `text`, which begins with "=?".
std::optional<EncodedWord> parse_encoded_word(std::string_view text);

// The payload's bytes in the word's own character set.
std::optional<std::string> decode_payload(const EncodedWord& word);

// As lenient as mail programs are: strange characters are skipped, padding may be missing. A last
// digit that is no whole byte is wrong in a word; of a body that was cut it is dropped.
enum class Base64Rest : std::uint8_t { wrong, dropped };
std::optional<std::string> decode_base64(std::string_view text, Base64Rest rest);

// "=41" is "A"; line ends stay as they are, and so does what is no code.
std::string decode_quoted_printable(std::string_view text);

// Bytes of `charset` as UTF-8, U+FFFD for what is wrong in it; nullopt where the set is unknown.
std::optional<std::string> charset_to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace queuehound
