#include "report/style.h"

#include <gtest/gtest.h>

#include "report/numbers.h"
#include "report/words.h"
#include "unit/report/sample_result.h"

namespace queuehound {
namespace {

const TextStyle kUtf8{.utf8 = true};
const TextStyle kAscii{};

TEST(DisplayWidth, counts_columns_not_bytes) {
  struct {
    std::string_view text;
    std::size_t columns;
  } rows[] = {{"", 0},
              {"abc", 3},
              {"\xc3\xa4", 1},
              {"\xe4\xb8\xad", 2},
              {"e\xcc\x81", 1},
              {"\xf0\x9f\x98\x80", 2},
              {"\x1b[31mred\x1b[0m", 3}};
  for (const auto& row : rows) EXPECT_EQ(display_width(row.text), row.columns) << row.text;
}

TEST(Shown, cuts_the_middle_and_keeps_the_limit) {
  EXPECT_EQ(shown("abcdefghij", kUtf8, 10), "abcdefghij");
  EXPECT_EQ(shown("abcdefghijk", kUtf8, 10), "abcde\xe2\x80\xa6hijk");
  EXPECT_EQ(shown("abcdefghijk", kAscii, 10), "abcd...ijk");
  for (std::size_t limit = 1; limit < 30; ++limit) {
    const std::string text = shown(std::string(50, 'x') + "\xe4\xb8\xad\xe6\x96\x87", kUtf8, limit);
    EXPECT_LE(display_width(text), std::max<std::size_t>(limit, 1));
  }
}

TEST(Shown, unseen_characters_and_piled_up_marks_are_spelled_out) {
  EXPECT_EQ(shown("a\xe2\x80\x8b"
                  "b",
                  kUtf8),
            "a\\u{200b}b");
  EXPECT_EQ(shown("\xc3\xa4", kAscii), "\\u{00e4}");
  std::string pile = "e";
  for (int i = 0; i < 1000; ++i) pile += "\xcc\x81";
  EXPECT_LE(display_width(shown(pile, kUtf8, 40)), 40u);
  EXPECT_LT(shown(pile, kUtf8, 40).size(), 100u);
}

TEST(Wrapped, breaks_at_blanks_only) {
  EXPECT_EQ(wrapped("one two three", "- ", 2, 9), "- one two\n  three\n");
  EXPECT_EQ(wrapped("a /very/long/path/here b", "", 0, 8), "a\n/very/long/path/here\nb\n");
  EXPECT_EQ(wrapped(solid("kept as one") + " x", "", 0, 4), "kept as one\nx\n");
  EXPECT_EQ(wrapped("x " + together("fits as one"), "", 0, 11), "x\nfits as one\n");
  EXPECT_EQ(wrapped(together("fits not as one"), "", 0, 11), "fits\nnot as one\n");
  EXPECT_EQ(wrapped("", "", 4, 10), "\n");
  EXPECT_EQ(wrapped("a  b", "", 0, 10), "a  b\n");
}

TEST(Sparkline, the_least_that_is_something_is_seen) {
  EXPECT_EQ(sparkline({0, 1, 1000}, 10, kAscii), " .@");
  EXPECT_EQ(sparkline({0, 1, 1000}, 10, kUtf8), " \xe2\x96\x81\xe2\x96\x88");
  EXPECT_EQ(sparkline({1, 1, 1, 1}, 2, kAscii), "@@");
  EXPECT_EQ(sparkline({}, 10, kAscii), "");
  EXPECT_EQ(sparkline({0, 0}, 10, kAscii), "  ");
}

TEST(Numbers, are_written_the_way_people_say_them) {
  EXPECT_EQ(number_text(0), "0");
  EXPECT_EQ(number_text(999), "999");
  EXPECT_EQ(number_text(12345), "12,345");
  EXPECT_EQ(number_text(UINT64_MAX), "18,446,744,073,709,551,615");
  EXPECT_EQ(size_text(999), "999 B");
  EXPECT_EQ(size_text(1500), "1.5 kB");
  EXPECT_EQ(size_text(4'100'000'000), "4.1 GB");
  EXPECT_EQ(size_text(999'999), "1.0 MB");
  EXPECT_EQ(duration_text(seconds(45)), "45 s");
  EXPECT_EQ(duration_text(seconds(600)), "10 min");
  EXPECT_EQ(duration_text(seconds(6 * 3600)), "6 h");
  EXPECT_EQ(duration_text(seconds(3 * 86400)), "3 days");
  EXPECT_EQ(duration_text(seconds(-5)), "0 s");
  EXPECT_EQ(rate_text(6), "6 a day");
  EXPECT_EQ(rate_text(0.5), "0.5 a day");
  EXPECT_EQ(count_text(1, "message"), "1 message");
  EXPECT_EQ(count_text(2644, "person", "people"), "2,644 people");
}

TEST(Numbers, a_time_says_as_much_of_the_date_as_is_needed) {
  const TimeZone utc = TimeZone::utc();
  const Time now = sample_time(13, 48);
  EXPECT_EQ(clock_text(sample_time(10, 36), now, utc), "10:36");
  EXPECT_EQ(clock_text(sample_time(10, 36) - seconds(86400), now, utc), "22 Nov 10:36");
  EXPECT_EQ(clock_text(sample_time(10, 36) - seconds(400 * 86400), now, utc), "19 Oct 2025 10:36");
  EXPECT_EQ(span_text(sample_time(10, 36), sample_time(13, 0), now, utc), "10:36 to 13:00");
  EXPECT_EQ(span_text(sample_time(10, 36), sample_time(10, 36), now, utc), "10:36");
  EXPECT_EQ(span_text(now - seconds(86400), now, now, utc), "22 Nov 13:48 to today 13:48");
  EXPECT_EQ(zone_text(now, TimeZone::fixed(seconds(-9000))), "-02:30");
  EXPECT_EQ(clock_text(Time{seconds(-1)}, Time{seconds(0)}, utc), "31 Dec 1969 23:59");
}

TEST(Words, certainty_is_a_word) {
  EXPECT_EQ(certainty_word(0.9), "sure");
  EXPECT_EQ(certainty_word(0.89), "likely");
  EXPECT_EQ(certainty_word(0.5), "possible");
}

TEST(Words, an_action_without_words_still_says_its_name) {
  EXPECT_EQ(action_words("block_address", "203.0.113.7"), "block 203.0.113.7");
  EXPECT_EQ(action_words("new_thing", "x"), "new_thing: x");
}

}  // namespace
}  // namespace queuehound
