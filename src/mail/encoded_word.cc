#include "mail/encoded_word.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMaxCharset = 40;
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// ---- base64 and quoted-printable

int base64_digit(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decode_quoted(std::string_view text, char blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += text[i] == blank ? ' ' : text[i];
    }
  }
  return out;
}

// ---- character sets

// Only sets that mail really uses are handed to iconv: it loads code by name, and the converters
// for rare sets have a history of overruns and endless loops on chosen input.
struct Charset {
  std::string_view name;
  const char* iconv_name;
};
constexpr std::array<Charset, 26> kNamedCharsets{{{"koi8-r", "KOI8-R"},
                                                  {"koi8-u", "KOI8-U"},
                                                  {"gb2312", "GBK"},  // as everybody reads it
                                                  {"gbk", "GBK"},
                                                  {"gb18030", "GB18030"},
                                                  {"big5", "BIG5"},
                                                  {"big5-hkscs", "BIG5-HKSCS"},
                                                  {"shift_jis", "SHIFT_JIS"},
                                                  {"shift-jis", "SHIFT_JIS"},
                                                  {"sjis", "SHIFT_JIS"},
                                                  {"cp932", "CP932"},
                                                  {"windows-31j", "CP932"},
                                                  {"euc-jp", "EUC-JP"},
                                                  {"iso-2022-jp", "ISO-2022-JP"},
                                                  {"euc-kr", "EUC-KR"},
                                                  {"ks_c_5601-1987", "CP949"},
                                                  {"cp949", "CP949"},
                                                  {"tis-620", "TIS-620"},
                                                  {"windows-874", "CP874"},
                                                  {"ibm866", "IBM866"},
                                                  {"cp866", "IBM866"},
                                                  {"ibm850", "IBM850"},
                                                  {"macintosh", "MACINTOSH"},
                                                  {"utf-7", "UTF-7"},
                                                  {"utf-16", "UTF-16"},
                                                  {"utf-16le", "UTF-16LE"}}};

// Families named by a number: "iso-8859-15", "latin1" is in none.
struct CharsetFamily {
  std::string_view prefix;
  std::string_view iconv_prefix;
  unsigned lowest, highest;
};
constexpr std::array<CharsetFamily, 4> kFamilies{{{"iso-8859-", "ISO-8859-", 1, 16},
                                                  {"iso8859-", "ISO-8859-", 1, 16},
                                                  {"windows-", "CP", 1250, 1258},
                                                  {"cp", "CP", 1250, 1258}}};

constexpr std::array<std::string_view, 4> kUtf8Names{"utf-8", "utf8", "us-ascii", "ascii"};

std::string iconv_name_of(std::string_view charset) {
  for (const Charset& row : kNamedCharsets) {
    if (row.name == charset) return row.iconv_name;
  }
  if (charset == "latin1" || charset == "latin-1") return "ISO-8859-1";
  for (const CharsetFamily& family : kFamilies) {
    if (!charset.starts_with(family.prefix)) continue;
    const auto number = parse_number<unsigned>(charset.substr(family.prefix.size()));
    if (!number || *number < family.lowest || *number > family.highest) continue;
    return std::string(family.iconv_prefix) + std::to_string(*number);
  }
  return {};
}

std::string repair_utf8(std::string_view bytes) {
  if (to_valid_utf8(bytes) == bytes) return std::string(bytes);
  std::string out;
  while (!bytes.empty()) {
    std::size_t length = 1;
    // A valid sequence is what to_valid_utf8 leaves alone; at most four bytes have to be tried.
    while (length <= 4 && length <= bytes.size() &&
           to_valid_utf8(bytes.substr(0, length)) != bytes.substr(0, length)) {
      ++length;
    }
    const bool is_valid = length <= 4 && length <= bytes.size();
    out += is_valid ? bytes.substr(0, length) : kReplacement;
    bytes.remove_prefix(is_valid ? length : 1);
  }
  return out;
}

class Converter {
 public:
  explicit Converter(const std::string& charset)
      : handle_(::iconv_open("UTF-8", charset.c_str())) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }

  bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  std::string convert(std::string bytes) const {
    std::string out;
    char* in = bytes.data();
    std::size_t left = bytes.size();
    while (left > 0) {
      std::array<char, 512> room;
      char* at = room.data();
      std::size_t free = room.size();
      const std::size_t before = left;
      const std::size_t status = ::iconv(handle_, &in, &left, &at, &free);
      out.append(room.data(), room.size() - free);
      const bool is_full = status == static_cast<std::size_t>(-1) && errno == E2BIG;
      if (left == 0 || (is_full && (free < room.size() || left < before))) continue;
      if (status != static_cast<std::size_t>(-1)) continue;
      out += kReplacement;  // a wrong or unfinished character: one byte is given up
      ++in;
      --left;
    }
    append_held_back(out);
    return out;
  }

 private:
  // Sets with combining characters (windows-1255 and -1258) keep the last one until told to end.
  void append_held_back(std::string& out) const {
    std::array<char, 64> room;
    char* at = room.data();
    std::size_t free = room.size();
    ::iconv(handle_, nullptr, nullptr, &at, &free);
    out.append(room.data(), room.size() - free);
  }

  iconv_t handle_;
};

}  // namespace

std::optional<std::string> decode_base64(std::string_view text, Base64Rest rest) {
  std::string out;
  out.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  unsigned digits = 0;
  for (const char c : text) {
    if (c == '=' && digits >= 2) break;
    const int digit = base64_digit(c);
    if (digit < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    if (++digits < 4) continue;
    for (const int shift : {16, 8, 0}) out += static_cast<char>(bits >> shift & 0xff);
    bits = digits = 0;
  }
  if (digits == 1 && rest == Base64Rest::wrong) return {};
  if (digits >= 2) out += static_cast<char>(bits >> (digits == 2 ? 4 : 10) & 0xff);
  if (digits == 3) out += static_cast<char>(bits >> 2 & 0xff);
  return out;
}

std::string decode_quoted_printable(std::string_view text) { return decode_quoted(text, ' '); }

std::optional<EncodedWord> parse_encoded_word(std::string_view text) {
  const std::size_t charset_end = text.substr(0, kMaxCharset + 3).find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 3 > text.size()) return {};
  EncodedWord word;
  word.charset = text.substr(2, charset_end - 2);
  word.charset = word.charset.substr(0, word.charset.find('*'));  // RFC 2231: "utf-8*en"
  word.encoding = static_cast<char>(text[charset_end + 1] & ~0x20);
  const bool is_known = word.encoding == 'B' || word.encoding == 'Q';
  if (!is_known || text[charset_end + 2] != '?') return {};
  const std::size_t payload = charset_end + 3;
  const std::size_t end = text.find("?=", payload);
  if (end == std::string_view::npos) return {};
  word.payload = text.substr(payload, end - payload);
  word.length = end + 2;
  return word;
}

std::optional<std::string> decode_payload(const EncodedWord& word) {
  if (word.encoding == 'B') return decode_base64(word.payload, Base64Rest::wrong);
  return decode_quoted(word.payload, '_');
}

std::optional<std::string> charset_to_utf8(std::string_view bytes, std::string_view charset) {
  const std::string name = to_lower(charset);
  if (std::ranges::find(kUtf8Names, name) != kUtf8Names.end()) return repair_utf8(bytes);
  const std::string iconv_name = iconv_name_of(name);
  if (iconv_name.empty()) return {};
  const Converter converter(iconv_name);
  if (!converter.is_open()) return {};
  return converter.convert(std::string(bytes));
}

}  // namespace queuehound
