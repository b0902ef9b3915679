#include "mail/message_id.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(MessageId, BothFormsAreKnownByTheirGroups) {
  const std::pair<std::string_view, unsigned> rows[] = {
      {"1vN2Ab-0005iy-RF", 16},
      {"1vN2Ab-0005iy-RF <= a@b.example", 16},
      {"1vN2Ab-00000005kOG-1SfI", 23},
      {"1vN2Ab-00000005kOG-1SfI-H", 23},
      {"1vN2Ab-0005iy-RFx", 16},  // what follows is the caller's business
      {"", 0},
      {"1vN2Ab-0005iy-R", 0},
      {"1vN2Ab-0005iy_RF", 0},
      {"1vN2Ab0005iyRF00", 0},
      {"1vN2A!-0005iy-RF", 0},
      {"1vN2Ab-00000005kOG-1Sf", 0},
      {"1vN2Ab-00000005kO-1SfI0", 0},
      {"1vN2Ab-0005i\xc3-RF", 0},
  };
  for (const auto& [text, length] : rows) EXPECT_EQ(message_id_length(text), length) << text;
}

TEST(MessageId, TellsTheSecondAndTheProcess) {
  const auto old_form = parse_message_id("1vN2Ab-0005iy-RF");
  ASSERT_TRUE(old_form);
  // 1,57,23,2,10,37 in base 62
  EXPECT_EQ(old_form->time().time_since_epoch().count(),
            ((((1LL * 62 + 57) * 62 + 23) * 62 + 2) * 62 + 10) * 62 + 37);
  EXPECT_EQ(old_form->pid(), (5u * 62 + 44) * 62 + 60);
  EXPECT_EQ(old_form->text(), "1vN2Ab-0005iy-RF");
  const auto new_form = parse_message_id("1vN2Ab-00000005kOG-1SfI");
  ASSERT_TRUE(new_form);
  EXPECT_EQ(new_form->time(), old_form->time());
  EXPECT_EQ(new_form->pid(), ((5ull * 62 + 46) * 62 + 24) * 62 + 16);
}

TEST(MessageId, OfTextOfAnotherLengthThereIsNone) {
  for (const std::string_view text : {"", "1vN2Ab-0005iy-R", "1vN2Ab-0005iy-RFx"}) {
    const MessageId id = known_message_id(text);
    EXPECT_TRUE(id.is_none()) << text;
    EXPECT_EQ(id.text(), "");
  }
}

TEST(MessageId, BytesThatWereNoIdAreNotWellFormed) {
  const MessageId good = *parse_message_id("1vN2Ab-0005iy-RF");
  EXPECT_TRUE(good.is_well_formed());
  const MessageId rows[] = {{good.high, good.low | 1},  // behind its last digit
                            {good.high & ~(std::uint64_t{1} << 63), good.low},  // "there is none"
                            {~std::uint64_t{0}, ~std::uint64_t{0}}};  // no digits of base 62
  for (const MessageId& bad : rows) EXPECT_FALSE(bad.is_well_formed()) << bad.text().view();
}

TEST(MessageId, IsTheWholeText) {
  for (const std::string_view bad : {"", "1vN2Ab-0005iy-RF ", "1vN2Ab-0005iy-RF-H", "x"}) {
    EXPECT_FALSE(parse_message_id(bad)) << bad;
  }
}

TEST(MessageId, HashAndOrderSeeEveryCharacter) {
  for (const std::string_view text : {"1vN2Ab-00000005kOG-1SfI", "1vN2Ab-0005iy-RF"}) {
    const auto a = *parse_message_id(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '-') continue;
      std::string other(text);
      other[i] = text[i] == 'Z' ? 'Y' : 'Z';
      const auto b = *parse_message_id(other);
      EXPECT_NE(MessageIdHash{}(a), MessageIdHash{}(b)) << i;
      EXPECT_NE(a, b);
      EXPECT_EQ(b.text().view(), other);
    }
  }
  EXPECT_LT(*parse_message_id("1vN2Ab-0005iy-RF"), *parse_message_id("1vN2Ac-0005iy-RF"));
}

TEST(MessageId, ComesBeforeAnotherAsItsTextDoes) {
  const std::string_view texts[] = {"1vN2Ab-0005iy-RF",        "1vN2Ab-0005iy-RG",
                                    "1vN2Aa-0005iy-RF",        "1vN2Ab-0005iz-RF",
                                    "1vN2Ab-00000005kOG-1SfI", "1vN2Ab-00000005kOG-1SfJ",
                                    "1vN2Ab-00000005kOH-1SfI", "1vN2ab-00000005kOG-1SfI"};
  for (const std::string_view a : texts)
    for (const std::string_view b : texts)
      EXPECT_EQ(*parse_message_id(a) < *parse_message_id(b), a < b) << a << ' ' << b;
}

}  // namespace
}  // namespace queuehound
