#include "formats/sftp_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = SftpEvent::Kind;

TEST(SftpLog, EveryLineOfASession) {
  const struct {
    std::string_view text;
    Kind kind;
    std::string_view user, client, path;
    std::int64_t bytes = -1;
  } rows[] = {
      {"session opened for local user kim from [192.0.2.5]", Kind::session, "kim", "192.0.2.5", ""},
      {"session opened for local user kim from [2001:db8::5] [postauth]", Kind::session, "kim",
       "2001:db8::5", ""},
      {"open \"/home/kim/x.php\" flags WRITE,CREATE,TRUNCATE mode 0644", Kind::write, "", "",
       "/home/kim/x.php"},
      {"open \"/x.php\" flags READ mode 0666", Kind::other, "", "", "/x.php"},
      {"open \"/a\" flags READ mode 0666\" flags WRITE mode 0644 [postauth]", Kind::write, "", "",
       "/a\" flags READ mode 0666"},
      {"close \"/x.php\" bytes read 0 written 123", Kind::close, "", "", "/x.php", 123},
      {"close \"/a\" bytes read 0 written 1\" bytes read 0 written 2", Kind::close, "", "",
       "/a\" bytes read 0 written 1", 2},
      {"session closed for local user kim from [192.0.2.5]", Kind::end, "kim", "192.0.2.5", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.text));
    const auto event = parse_sftp_text(row.text);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->client, row.client);
    EXPECT_EQ(event->path, row.path);
    EXPECT_EQ(event->bytes, row.bytes);
  }
}

TEST(SftpLog, OtherLinesAndTornOnesAreNone) {
  for (const std::string_view text :
       {"", "Accepted publickey for kim", "session opened for local user kim from 192.0.2.5",
        "session opened for local user kim from [192.0.2.5] x", "open \"/x.php\"",
        "open \"/x\" flags WRITE", "close \"/x\" bytes read 0",
        "close \"/x\" bytes read x written 1", "sent status No such file"})
    EXPECT_FALSE(parse_sftp_text(text)) << text;
}

}  // namespace
}  // namespace queuehound
