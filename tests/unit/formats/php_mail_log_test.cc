#include "formats/php_mail_log.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(PhpMailLog, CallWithDateAndSubject) {
  const auto call = parse_php_mail_line(
      "[23-Nov-2026 13:40:28 UTC] mail() on [/home/kim/public_html/a b/x.php:13]: To: v@a.example "
      "-- Headers: From: <kim@shop.example>  X-Mailer: Y -- Subject: Hello -- there");
  ASSERT_TRUE(call);
  EXPECT_EQ(call->script, "/home/kim/public_html/a b/x.php");
  EXPECT_EQ(call->line, 13u);
  EXPECT_FALSE(call->is_eval);
  EXPECT_EQ(call->to, "v@a.example");
  EXPECT_EQ(call->headers, "From: <kim@shop.example>  X-Mailer: Y");
  EXPECT_EQ(call->subject, "Hello -- there");
  EXPECT_EQ(call->zone_name, "UTC");
  EXPECT_TRUE(call->has_instant);
  EXPECT_EQ(call->at.time_since_epoch().count(), call->wall.seconds);
  EXPECT_EQ(call->wall.seconds, days_from_civil(2026, 11, 23) * 86400 + 13 * 3600 + 40 * 60 + 28);
}

TEST(PhpMailLog, ZonesThatAreNamesAreLeftToOthers) {
  const auto named = parse_php_mail_line(
      "[23-Nov-2026 13:40:28 Europe/Berlin] mail() on [/x.php:1]: To: a -- Headers: ");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->zone_name, "Europe/Berlin");
  EXPECT_FALSE(named->has_instant);
  const auto fixed =
      parse_php_mail_line("[23-Nov-2026 13:40:28 +02:00] mail() on [/x.php:1]: To: a -- Headers: ");
  ASSERT_TRUE(fixed);
  EXPECT_TRUE(fixed->has_instant);
  EXPECT_EQ(fixed->at.time_since_epoch().count(), fixed->wall.seconds - 7200);
}

struct Place {
  std::string_view place, script;
  std::uint32_t line;
  bool is_eval;
};

TEST(PhpMailLog, WhereTheCallStands) {
  const Place places[] = {
      {"/a/b.php:7", "/a/b.php", 7, false},
      {"/a/b.php(12) : eval()'d code:3", "/a/b.php", 12, true},
      {"/a/b.php(12) : eval()'d code(1) : eval()'d code:3", "/a/b.php", 12, true},
      {"/a/b.php(12) : runtime-created function:1", "/a/b.php", 12, true},
      {"/a/odd]: To: name.php:7", "/a/odd]: To: name.php", 7, false},
      {"/a/b(2) : c.php:7", "/a/b(2) : c.php", 7, false},
      {"phar:///a/b.phar/c.php:7", "/a/b.phar/c.php", 7, false},
      {"Command line code:1", "", 1, false},
  };
  for (const Place& row : places) {
    const std::string line =
        "mail() on [" + std::string(row.place) + "]: To: a:5]: To: b -- Headers: h";
    const auto call = parse_php_mail_line(line);
    ASSERT_TRUE(call) << row.place;
    EXPECT_EQ(call->script, row.script);
    EXPECT_EQ(call->line, row.line);
    EXPECT_EQ(call->is_eval, row.is_eval);
    EXPECT_EQ(call->to, "a:5]: To: b");
    EXPECT_EQ(call->headers, "h");
    EXPECT_EQ(call->subject, "");
    EXPECT_FALSE(call->has_instant);
  }
}

TEST(PhpMailLog, OtherLinesAreNone) {
  for (const std::string_view line :
       {"", "[", "[23-Nov-2026 13:40:28 UTC]", "[23-Nov-2026 13:40:28 UTC] PHP Warning: x",
        "mail() on [", "mail() on [/a.php:x]: To: a", "mail() on [/a.php]: To: a",
        "[23-Xxx-2026 13:40:28 UTC] mail() on [/a.php:1]: To: a",
        "  Bcc: continued header of the line before"}) {
    EXPECT_FALSE(parse_php_mail_line(line)) << line;
  }
}

}  // namespace
}  // namespace queuehound
