#include "cli/pager.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

using Words = std::vector<std::string>;

TEST(Pager, is_cut_at_blanks_and_never_given_to_a_shell) {
  EXPECT_EQ(pager_arguments("less -FRX"), (Words{"less", "-FRX"}));
  EXPECT_EQ(pager_arguments("  more\t -d "), (Words{"more", "-d"}));
  for (const std::string_view pager : {"", "   ", "less; id", "less | cat", "$(id)", "`id`",
                                       "'a b'", "less > x", "a&", "LESS=F less"})
    EXPECT_TRUE(pager_arguments(pager).empty()) << pager;
}

TEST(Pager, serves_terminals_only_and_may_be_declined) {
  const Environment terminal{.term = "xterm", .stdout_is_terminal = true, .terminal_rows = 5};
  Environment cat = terminal, empty = terminal, other = terminal, dumb = terminal;
  cat.pager = "cat";
  empty.pager = "";
  other.pager = "most";
  dumb.term = "dumb";
  EXPECT_EQ(decide_display({}, terminal).pager, "less -FRX");
  EXPECT_EQ(decide_display({}, other).pager, "most");
  EXPECT_EQ(decide_display({}, cat).pager, "");
  EXPECT_EQ(decide_display({}, empty).pager, "");
  EXPECT_EQ(decide_display({}, dumb).pager, "");
  EXPECT_EQ(decide_display({.no_pager = true}, terminal).pager, "");
  EXPECT_EQ(decide_display({}, {.term = "xterm"}).pager, "");
}

TEST(Pager, is_for_what_does_not_fit) {
  const Terminal terminal{.height = 3, .pager = "less"};
  EXPECT_FALSE(needs_pager("a\nb\n", terminal));
  EXPECT_TRUE(needs_pager("a\nb\nc\n", terminal));
  EXPECT_FALSE(needs_pager("a\nb\nc\n", {.height = 0, .pager = "less"}));
  EXPECT_FALSE(needs_pager("a\nb\nc\n", {.height = 3}));
}

}  // namespace
}  // namespace queuehound
