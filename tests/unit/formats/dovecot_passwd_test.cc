#include "formats/dovecot_passwd.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

constexpr std::string_view kFile =
    "# kim@shop.example:comment\n"
    ":empty:name\n"
    "kim@shop.example.org:x:1\n"
    "kim@shop.example:{PLAIN}one:8:8::/home:: nopassword=y\n"
    "kim@shop.example:two\n"
    "bare\n"
    "lee:$6$salt$hash\n"
    "open@shop.example:x:::::: allow_nets=192.0.2.0/24 nopassword\n"
    "last@shop.example:end";

TEST(DovecotPasswd, TheFirstLineOfThatVeryNameCounts) {
  const struct {
    std::string_view user, password, rest;
    bool found;
  } rows[] = {
      {"kim@shop.example", "{PLAIN}one", ":8:8::/home:: nopassword=y", true},
      {"lee", "$6$salt$hash", "", true},
      {"last@shop.example", "end", "", true},
      {"", "", "", false},
      {"bare", "", "", false},
      {"empty", "", "", false},
      {"# kim@shop.example", "", "", false},
      {"KIM@shop.example", "", "", false},
      {"*@shop.example", "", "", false},
      {"kim@shop.example:{PLAIN}one", "", "", false},
      {"kim@shop.example\nlee", "", "", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.user);
    const auto entry = find_passwd_entry(kFile, row.user);
    ASSERT_EQ(entry.has_value(), row.found);
    if (!entry) continue;
    EXPECT_EQ(entry->password, row.password);
    EXPECT_EQ(entry->rest, row.rest);
  }
}

TEST(DovecotPasswd, OneFieldChangesAndEveryOtherByteStays) {
  const auto entry = find_passwd_entry(kFile, "lee");
  ASSERT_TRUE(entry);
  const std::string changed = with_password(kFile, *entry, "NEW");
  std::string expected(kFile);
  expected.replace(expected.find("$6$salt$hash"), 12, "NEW");
  EXPECT_EQ(changed, expected);
  const auto again = find_passwd_entry(changed, "lee");
  ASSERT_TRUE(again);
  EXPECT_EQ(with_password(changed, *again, "$6$salt$hash"), kFile);
}

TEST(DovecotPasswd, SaysWhoNeedsNoPassword) {
  const auto kim = find_passwd_entry(kFile, "kim@shop.example");
  const auto lee = find_passwd_entry(kFile, "lee");
  const auto open = find_passwd_entry(kFile, "open@shop.example");
  ASSERT_TRUE(kim && lee && open);
  EXPECT_TRUE(needs_no_password(*kim));
  EXPECT_FALSE(needs_no_password(*lee));
  constexpr std::string_view kShell = "shell:x:1:2::/home: nopassword\n";
  EXPECT_FALSE(needs_no_password(*find_passwd_entry(kShell, "shell")));
  EXPECT_TRUE(needs_no_password(*open));
}

}  // namespace
}  // namespace queuehound
