#include "host/config.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(Config, IsCompleteWhenEmpty) {
  const auto config = parse_config("", "f");
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->baseline_days, 30u);
}

TEST(Config, ReadsEveryKindOfValue) {
  const auto config = parse_config(
      "profile = 'cpanel'\nprotect = ['192.0.2.0/24', '2001:db8::1']\nallow = 'account:news'\n"
      "[paths]\nmain_logs = ['/a', '/b']\nspool_directory = '/s'\n[limits]\nbaseline_days = 7\n",
      "f");
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->profile, "cpanel");
  EXPECT_EQ(config->protect.size(), 2u);
  EXPECT_EQ(config->allow, std::vector<std::string>{"account:news"});
  EXPECT_EQ(config->main_logs.size(), 2u);
  EXPECT_EQ(config->baseline_days, 7u);
}

TEST(Config, TakesLettersOutsideAsciiInCommentsAndAsEscapes) {
  const auto config = parse_config("hostname = \"m\\u00fcller\" # gr\xc3\xbc\xc3\x9f\n", "f");
  ASSERT_TRUE(config.has_value());
  EXPECT_EQ(config->hostname, "m\xc3\xbcller");
}

TEST(Config, RefusesWhatItDoesNotUnderstandWithTheLine) {
  struct Row {
    std::string_view toml, part;
  };
  for (const Row& row : {
           Row{"\nproteckt = []\n", "f:2: unknown key \"proteckt\"; did you mean protect?"},
           Row{"[paths]\nmain_log = []\n",
               "f:2: unknown key \"main_log\"; did you mean paths.main_logs?"},
           Row{"[path]\n", "did you mean [paths]?"},
           Row{"zzzzzzzzzz = 1\n", "f:1: unknown key \"zzzzzzzzzz\""},
           Row{"protect = ['192.0.2.300']\n", "is no address or network"},
           Row{"profile = 'plesk'\n", "no profile \"plesk\""},
           Row{"hostname = 3\n", "wants text"},
           Row{"[limits]\nbaseline_days = 0\n", "from 1 to 365"},
           Row{"[paths]\nmain_logs = 'relative'\n", "begins with /"},
           Row{"paths = 3\n", "write [paths]"},
           Row{"a = \n", "f:1:"},
           Row{"\n\x01", "f:2: a control character"},
           Row{"a = \"\"\"x = \"= #]\n\xef\xbb\xbf\\\xef\xbb\xbf",
               "f:2: a control character, or a letter"},
           Row{"'''\n# \xc3\xa4\n''' = 1\n", "f:2: a control character, or a letter"},
           Row{"hostn\xc3\xa4me = 'x'\n", "f:1: a control character, or a letter outside ASCII"},
       }) {
    const auto config = parse_config(row.toml, "f");
    ASSERT_FALSE(config.has_value()) << row.toml;
    EXPECT_NE(config.error().text.find(row.part), std::string::npos) << config.error().text;
  }
}

}  // namespace
}  // namespace queuehound
