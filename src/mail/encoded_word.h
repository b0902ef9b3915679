// The inside of one RFC 2047 encoded word.
#pragma once

#include <cstddef>
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

// Bytes of `charset` as UTF-8, U+FFFD for what is wrong in it; nullopt where the set is unknown.
std::optional<std::string> charset_to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace queuehound
