#include "remedy/held_names.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(HeldNames, ALineReadsBackAsTheVeryName) {
  for (const std::string_view name :
       {"kim@shop.example", "1001", "*", "-D", "--", "#x", "a: b", "\"q\"", "back\\", "sp ace",
        "$(id)", "!x", "^.*", "\xC3\xBC@x", "{", ":"}) {
    SCOPED_TRACE(name);
    for (const std::string_view value : {"wait", ""}) {
      const auto line = lsearch_line(name, value);
      ASSERT_TRUE(line);
      EXPECT_EQ(line->find('\n'), line->size() - 1);
      const auto parsed = parse_lsearch_line(std::string_view(*line).substr(0, line->size() - 1));
      ASSERT_TRUE(parsed);
      EXPECT_EQ(parsed->key, name);
      EXPECT_EQ(parsed->value, value);
    }
  }
}

TEST(HeldNames, WhatNoLineCanHoldIsRefused) {
  for (const std::string_view name :
       {std::string_view(""), std::string_view("a\nb"), std::string_view("a\rb"),
        std::string_view("a\tb"), std::string_view("a\0b", 3), std::string_view("\x7f")})
    EXPECT_FALSE(lsearch_line(name, "wait"));
  EXPECT_FALSE(lsearch_line(std::string(256, 'x'), "wait"));
}

TEST(HeldNames, CommentsAndContinuationsHoldNobody) {
  for (const std::string_view line : {"", "# kim@shop.example: wait", " kim@shop.example", "\tx"})
    EXPECT_FALSE(parse_lsearch_line(line));
}

}  // namespace
}  // namespace queuehound
