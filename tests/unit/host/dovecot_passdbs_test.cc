#include "host/dovecot_passdbs.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(DovecotPassdbs, BothReleasesPrintTheSameThing) {
  const std::string_view printed =
      "# 2.3.19.1 (9b53102964): /etc/dovecot/dovecot.conf\n"
      "namespace inbox {\n  mailbox Sent {\n    special_use = \\Sent\n  }\n}\n"
      "passdb {\n  args = scheme=CRYPT username_format=%Ln /etc/virtual/%d/passwd\n"
      "  driver = passwd-file\n}\n"
      "passdb {\n  driver = pam\n}\n"
      "passdb {\n  args = /etc/dovecot/masters\n  driver = passwd-file\n  master = yes\n}\n"
      "passdb passwd-file {\n  default_password_scheme = plain\n  passwd_file_path = "
      "/etc/dovecot/a b\n  passdb_x {\n    driver = sql\n  }\n}\n"
      "service auth {\n  unix_listener x {\n    mode = 0660\n  }\n}\n";
  const auto found = parse_passdbs(printed);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(found[0].driver, "passwd-file");
  EXPECT_EQ(found[0].path, "/etc/virtual/%d/passwd");
  EXPECT_EQ(found[0].user_format, "%Ln");
  EXPECT_EQ(found[0].scheme, "CRYPT");
  EXPECT_EQ(found[1].driver, "pam");
  EXPECT_TRUE(found[2].is_for_masters);
  EXPECT_EQ(found[3].driver, "passwd-file");
  EXPECT_EQ(found[3].path, "/etc/dovecot/a b");
  EXPECT_EQ(found[3].scheme, "plain");
}

TEST(DovecotPassdbs, VariablesAreFilledOrSaidToBeUnknown) {
  const struct {
    std::string_view text;
    std::optional<std::string> filled;
  } rows[] = {
      {"/etc/dovecot/users", "/etc/dovecot/users"},
      {"%u", "Kim@Shop.example"},
      {"%Lu", "kim@shop.example"},
      {"/etc/virtual/%Ld/passwd", "/etc/virtual/shop.example/passwd"},
      {"%n+%d", "Kim+Shop.example"},
      {"%Un", "KIM"},
      {"%{user}", "Kim@Shop.example"},
      {"%{user | username | lower}", "kim"},
      {"%{user|domain}", "Shop.example"},
      {"%{domain}", "Shop.example"},
      {"%h/x", std::nullopt},
      {"%{home}", std::nullopt},
      {"%{user | md5}", std::nullopt},
      {"%{user", std::nullopt},
      {"100%", std::nullopt},
      {"%L", std::nullopt},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    EXPECT_EQ(fill_dovecot_variables(row.text, "Kim@Shop.example"), row.filled);
  }
}

}  // namespace
}  // namespace queuehound
