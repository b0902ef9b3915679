#include "base/text.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

struct Row {
  std::string_view in, utf8, printable;
};

TEST(Text, BytesThatAreNoUtf8AreShownAsHexAndControlsNeverReachTheTerminal) {
  const Row rows[] = {
      {"plain text", "plain text", "plain text"},
      {"Gr\xc3\xbc\xc3\x9f"
       "e",
       "Gr\xc3\xbc\xc3\x9f"
       "e",
       "Gr\xc3\xbc\xc3\x9f"
       "e"},
      {"a\xff"
       "b",
       "a\\xffb", "a\\xffb"},
      {"\xc3", "\\xc3", "\\xc3"},
      {"\xc0\xaf", "\\xc0\\xaf", "\\xc0\\xaf"},                              // a long form of '/'
      {"\xed\xa0\x80", "\\xed\\xa0\\x80", "\\xed\\xa0\\x80"},                // a surrogate
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80", "\\xf4\\x90\\x80\\x80"},  // above U+10FFFF
      {"\xe2\x82", "\\xe2\\x82", "\\xe2\\x82"},
      {"\xf0\x9f\x92\xb0", "\xf0\x9f\x92\xb0", "\xf0\x9f\x92\xb0"},
      {"\x1b[2J", "\x1b[2J", "\\x1b[2J"},
      {"a\tb\nc", "a\tb\nc", "a\\x09b\\x0ac"},
      {"\x7f", "\x7f", "\\x7f"},
      {"\xc2\x9b"
       "31m",
       "\xc2\x9b"
       "31m",
       "\\u{009b}31m"},  // C1: a short escape
      {"\xe2\x80\xae"
       "gpj",
       "\xe2\x80\xae"
       "gpj",
       "\\u{202e}gpj"},
      {"\xe2\x81\xa6", "\xe2\x81\xa6", "\\u{2066}"},
      {"\xe2\x80\xa8", "\xe2\x80\xa8", "\\u{2028}"},
      {"\xe2\x80\x8f", "\xe2\x80\x8f", "\\u{200f}"},
      {"\xe2\x80\x93", "\xe2\x80\x93", "\xe2\x80\x93"},  // a dash is harmless
      {"", "", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(to_valid_utf8(row.in), row.utf8);
    EXPECT_EQ(to_printable(row.in), row.printable);
  }
}

TEST(Text, CutTakesTheFirstPartAndLeavesTheRest) {
  std::string_view rest = "a:b::c";
  EXPECT_EQ(cut(rest, ':'), "a");
  EXPECT_EQ(cut(rest, ':'), "b");
  EXPECT_EQ(cut(rest, ':'), "");
  EXPECT_EQ(cut(rest, ':'), "c");
  EXPECT_EQ(rest, "");
  EXPECT_EQ(cut(rest, ':'), "");
}

TEST(Text, TrimDropsBlanksAtBothEndsOnly) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \r\n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Text, ANumberIsTheWholeText) {
  EXPECT_EQ(parse_number<int>("42"), 42);
  EXPECT_EQ(parse_number<int>("-1"), -1);
  for (const std::string_view bad : {"", " 1", "1 ", "+1", "1x", "99999999999"}) {
    EXPECT_FALSE(parse_number<int>(bad)) << bad;
  }
}

TEST(Text, CaseIsFoldedInAsciiOnly) {
  EXPECT_EQ(to_lower("A[Z]\xc3\x84"), "a[z]\xc3\x84");
  EXPECT_TRUE(equal_ignoring_case("Mail.Example", "mAIL.example"));
  EXPECT_FALSE(equal_ignoring_case("mail", "mailx"));
  EXPECT_FALSE(equal_ignoring_case("@", "`"));
}

TEST(Text, EightBytesAtOnceSeeWhatOneByteDoes) {
  for (std::size_t size = 1; size < 40; ++size)
    for (std::size_t at = 0; at < size; ++at)
      for (int byte = 0; byte < 256; ++byte) {
        std::string text(size, 'q');
        text[at] = static_cast<char>(byte);
        const bool is_capital = byte >= 'A' && byte <= 'Z';
        std::string small = text;
        if (is_capital) small[at] = static_cast<char>(byte + ('a' - 'A'));
        ASSERT_EQ(to_lower(text), small) << size << ' ' << at << ' ' << byte;
        ASSERT_EQ(to_printable(text) == text, byte >= ' ' && byte < 0x7f)
            << size << ' ' << at << ' ' << byte;
      }
}

}  // namespace
}  // namespace queuehound
