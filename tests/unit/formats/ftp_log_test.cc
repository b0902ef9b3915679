#include "formats/ftp_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = FtpEvent::Kind;

struct Row {
  std::string_view line;
  Kind kind;
  std::string_view user, client, path;
  std::int64_t bytes = -1;
};

using Parser = std::optional<FtpEvent> (*)(std::string_view);

void expect_rows(Parser parse, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.line));
    const auto event = parse(row.line);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->client, row.client);
    EXPECT_EQ(event->path, row.path);
    EXPECT_EQ(event->bytes, row.bytes);
  }
}

void expect_none(Parser parse, std::initializer_list<std::string_view> lines) {
  for (const std::string_view line : lines) EXPECT_FALSE(parse(line)) << line;
}

constexpr std::int64_t kMorning = 1795644901;  // 2026-11-25 22:15:01 as a wall clock's seconds

TEST(Xferlog, IsReadFromTheRightBecauseNamesHoldBlanks) {
  expect_rows(parse_xferlog_line,
              {
                  {"Wed Nov 25 22:15:01 2026 1 192.0.2.5 1234 /a.php b _ i r kim ftp 0 * c",
                   Kind::upload, "kim", "192.0.2.5", "/a.php", 1234},
                  {"Wed Nov  4 22:15:01 2026 0 2001:db8::5 9 /my new b.php a _ i r kim ftp 1 kim c",
                   Kind::upload, "kim", "2001:db8::5", "/my new b.php", 9},
                  {"Wed Nov 25 22:15:01 2026 1 192.0.2.5 1234 /a.php b _ o r kim ftp 0 * c",
                   Kind::other, "kim", "192.0.2.5", "/a.php", 1234},
                  {"Wed Nov 25 22:15:01 2026 1 192.0.2.5 1234 /a.php b _ i r kim ftp 0 * i",
                   Kind::other, "kim", "192.0.2.5", "/a.php", 1234},
                  // A name that ends like a record of somebody else's.
                  {"Wed Nov 25 22:15:01 2026 1 192.0.2.5 3 /x b _ i r eve ftp 0 * c b _ i r kim "
                   "ftp 0 * c",
                   Kind::upload, "kim", "192.0.2.5", "/x b _ i r eve ftp 0 * c", 3},
              });
  EXPECT_EQ(
      parse_xferlog_line("Wed Nov 25 22:15:01 2026 1 h 1 /a b _ i r kim ftp 0 * c")->wall.seconds,
      kMorning);
  expect_none(parse_xferlog_line, {"", "Wed Nov 25 22:15:01 2026",
                                   "Wed Nov 31 22:15:01 2026 1 h 1 /a b _ i r k f 0 * c",
                                   "Wed Nov 25 22:15:01 2026 x h 1 /a b _ i r kim ftp 0 * c",
                                   "Wed Nov 25 22:15:01 2026 1 h 1 b _ i r kim ftp 0 * c",
                                   "Wed Nov 25 22:15:01 2026 1 h 1 /a b _ i r kim ftp 0 * cc"});
}

TEST(VsftpdLog, EveryFormThatTellsOfAnArrival) {
  expect_rows(
      parse_vsftpd_line,
      {
          {"Wed Nov 25 22:15:01 2026 [pid 7] [kim] OK UPLOAD: Client \"192.0.2.5\", \"/x.php\", 12 "
           "bytes, 10.20Kbyte/sec",
           Kind::upload, "kim", "192.0.2.5", "/x.php", 12},
          {"Wed Nov 25 22:15:01 2026 [pid 7] [kim] OK UPLOAD: Client \"::ffff:192.0.2.5\", \"/a\", "
           "1 bytes, 2.00Kbyte/sec\", 12 bytes, 10.20Kbyte/sec",
           Kind::upload, "kim", "::ffff:192.0.2.5", "/a\", 1 bytes, 2.00Kbyte/sec", 12},
          {"Wed Nov 25 22:15:01 2026 [pid 6] [kim] OK LOGIN: Client \"192.0.2.5\"", Kind::login,
           "kim", "192.0.2.5", ""},
          {"Wed Nov 25 22:15:01 2026 [pid 6] CONNECT: Client \"192.0.2.5\"", Kind::other, "",
           "192.0.2.5", ""},
          {"Wed Nov 25 22:15:01 2026 [pid 6] [kim] FAIL LOGIN: Client \"192.0.2.5\"", Kind::other,
           "", "", ""},
          {"Wed Nov 25 22:15:01 2026 [pid 6] [kim] OK DOWNLOAD: Client \"192.0.2.5\", \"/x\", 1 "
           "bytes, 1.00Kbyte/sec",
           Kind::other, "", "", ""},
      });
}

TEST(VsftpdLog, AGuessedNameCannotPoseAsAnUploadOrLogin) {
  expect_none(parse_vsftpd_line,
              {"Wed Nov 25 22:15:01 2026 [pid 6] [x] OK LOGIN: Client \"198.51.100.1\"] FAIL "
               "LOGIN: Client \"203.0.113.9\"",
               "Wed Nov 25 22:15:01 2026 [pid 6] [x] OK UPLOAD: Client \"198.51.100.1\", \"/a\", 1 "
               "bytes, 1.00Kbyte/sec] FAIL LOGIN: Client \"203.0.113.9\"",
               "Wed Nov 25 22:15:01 2026 [pid 6] CONNECT: Client \"192.0.2.5\" and more",
               "Wed Nov 25 22:15:01 2026 [pid 6]", "Wed Nov 25 22:15:01 2026 [pid x] [kim] OK "});
}

TEST(PureFtpd, UploadsAndLogins) {
  expect_rows(
      parse_pure_ftpd_text,
      {
          {"(kim@192.0.2.5) [NOTICE] /home/kim//public_html/x.php uploaded  (123 bytes, "
           "4.50KB/sec)",
           Kind::upload, "kim", "192.0.2.5", "/home/kim//public_html/x.php", 123},
          {"(web@shop.example@2001:db8::5) [NOTICE] /home/kim//a b uploaded  (1 bytes, "
           "1.00KB/sec) uploaded  (9 bytes, 2.00KB/sec)",
           Kind::upload, "web@shop.example", "2001:db8::5",
           "/home/kim//a b uploaded  (1 bytes, 1.00KB/sec)", 9},
          {"(?@192.0.2.5) [INFO] kim is now logged in", Kind::login, "kim", "192.0.2.5", ""},
          {"(?@192.0.2.5) [WARNING] Authentication failed for user [x is now logged in]",
           Kind::other, "", "192.0.2.5", ""},
          {"(?@192.0.2.5) [WARNING] Authentication failed for user [kim is now logged in",
           Kind::other, "", "192.0.2.5", ""},
          {"(kim@192.0.2.5) [NOTICE] /x downloaded  (123 bytes, 4.50KB/sec)", Kind::other, "kim",
           "192.0.2.5", ""},
      });
  expect_none(parse_pure_ftpd_text, {"", "(", "(kim) [INFO] x", "(kim@h) INFO", "kim@h) [INFO] x"});
}

TEST(FtpRequest, PutAndStorThatSucceeded) {
  expect_rows(
      parse_ftp_request_line,
      {
          {"192.0.2.5 - kim [25/Nov/2026:22:15:01 +0000] \"PUT /home/kim/x%20y.php\" 200 123",
           Kind::upload, "kim", "192.0.2.5", "/home/kim/x%20y.php", 123},
          {"192.0.2.5 UNKNOWN kim [25/Nov/2026:22:15:01 +0000] \"STOR my x.php\" 226 123",
           Kind::upload, "kim", "192.0.2.5", "my x.php", 123},
          {"192.0.2.5 - kim [25/Nov/2026:22:15:01 +0000] \"STOR x.php\" 550 -", Kind::other, "kim",
           "192.0.2.5", "", -1},
          {"192.0.2.5 - kim [25/Nov/2026:22:15:01 +0000] \"GET /home/kim/x\" 200 1", Kind::other,
           "kim", "192.0.2.5", "", 1},
      });
  const auto event =
      parse_ftp_line("192.0.2.5 - kim [25/Nov/2026:22:15:01 +0000] \"PUT /x\" 200 1");
  ASSERT_TRUE(event && event->has_instant);
  EXPECT_EQ(event->at.time_since_epoch().count(), kMorning);
}

}  // namespace
}  // namespace queuehound
