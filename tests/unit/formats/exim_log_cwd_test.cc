#include <gtest/gtest.h>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

struct CwdRow {
  std::string_view text, directory;
  unsigned count;
  bool is_complete;
};

TEST(EximCwd, FindsTheDirectoryByTheCount) {
  const CwdRow rows[] = {
      {"cwd=/home/bob/www 4 args: /usr/sbin/sendmail -t -i -fbob@site.example", "/home/bob/www", 4,
       true},
      {"cwd=/home/bob/my site 2 args: /usr/sbin/sendmail -t", "/home/bob/my site", 2, true},
      {"cwd=/home/bob/x 3 args: y 2 args: /usr/sbin/sendmail -t", "/home/bob/x 3 args: y", 2, true},
      {"cwd=/ 5 args: exim -bt 3 args: foo", "/", 5, true},
      {"cwd=/ 3 args: sendmail -F \"Bob 9 args: Smith\"", "/", 3, true},
      {"cwd=/ 4 args: sendmail -f \"\" bob@site.example", "/", 4, true},
      {"cwd=/ 3 args: sendmail -F \"John \"J\" Doe\"", "/", 3, true},
      {"cwd=/ 4 args: exim -Mrm 1wAbCd-0003xY-2Q ...", "/", 4, true},
      {"cwd=/ 4000 args: exim -Mrm 1wAbCd-0003xY-2Q ...", "/", 4000, true},
      {"cwd= (failed) 2 args: sendmail -t", " (failed)", 2, true},
      // Signs of tampering.
      {"cwd=/home/bob/x", "/home/bob/x", 0, false},
      {"cwd=/home/bob 3 args: sendmail -t", "/home/bob", 3, false},
      {"cwd=/home/bob 1 args: sendmail -t", "/home/bob", 1, false},
      {"cwd=/home/bob 4 args: x 2 args: sendmail", "/home/bob", 4, true},
      {"cwd=/home/bob 5 args: x y 1 args: sendmail", "/home/bob", 5, false},
  };
  for (const CwdRow& row : rows) {
    SCOPED_TRACE(row.text);
    const auto cwd = parse_exim_cwd(row.text);
    ASSERT_TRUE(cwd);
    EXPECT_EQ(cwd->directory, row.directory);
    EXPECT_EQ(cwd->argument_count, row.count);
    EXPECT_EQ(cwd->is_complete, row.is_complete);
  }
  EXPECT_FALSE(parse_exim_cwd("Start queue run: pid=7"));
}

TEST(EximCwd, SplitsArguments) {
  using List = std::vector<std::string_view>;
  EXPECT_EQ(split_exim_arguments("sendmail -t -i"), (List{"sendmail", "-t", "-i"}));
  EXPECT_EQ(split_exim_arguments("sendmail -F \"Bob B\" \"\" x"),
            (List{"sendmail", "-F", "Bob B", "", "x"}));
  EXPECT_EQ(split_exim_arguments("sendmail \"odd x"), (List{"sendmail", "\"odd", "x"}));
  EXPECT_EQ(split_exim_arguments("sendmail \"odd\" x"), (List{"sendmail", "\"odd\"", "x"}));
  EXPECT_EQ(split_exim_arguments(""), List{});
}

}  // namespace
}  // namespace queuehound
