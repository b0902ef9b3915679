#include "formats/courier_log.h"

#include <gtest/gtest.h>

#include <string>

#include "formats/login_line.h"

namespace queuehound {
namespace {

using Kind = DovecotEvent::Kind;

struct Row {
  std::string_view program, text;
  Kind kind;
  std::string_view protocol, user, rip;
};

void expect_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.text));
    const auto event = parse_courier_text(row.program, row.text);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->protocol, row.protocol);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->rip, row.rip);
  }
}

TEST(Courier, LoginsAndRefusalsOfEveryVersion) {
  expect_rows({
      {"imapd", "LOGIN, user=kim@shop.example, ip=[::ffff:192.0.2.7], protocol=IMAP", Kind::login,
       "imap", "kim@shop.example", "::ffff:192.0.2.7"},
      {"imapd-ssl", "LOGIN, user=kim, ip=[2001:db8::7], port=[51234], protocol=IMAP, starttls=1",
       Kind::login, "imap", "kim", "2001:db8::7"},
      {"pop3d", "LOGIN, user=kim, ip=[192.0.2.7], port=[51234]", Kind::login, "pop3", "kim",
       "192.0.2.7"},
      {"courierpop3login", "LOGIN FAILED, user=kim, ip=[::ffff:192.0.2.7]", Kind::failure, "pop3",
       "kim", "::ffff:192.0.2.7"},
      {"imapd", "LOGIN FAILED, user=Kim Lee, ip=[192.0.2.7], port=[N/A]", Kind::failure, "imap",
       "Kim Lee", "192.0.2.7"},
      {"imapd", "LOGIN FAILED, user=, ip=[192.0.2.7]", Kind::failure, "imap", "", "192.0.2.7"},
      {"imapd", "LOGIN FAILED, method=PLAIN, ip=[192.0.2.7]", Kind::failure, "imap", "",
       "192.0.2.7"},
      {"imapd", "LOGOUT, user=kim, ip=[192.0.2.7], headers=0, body=0, rcvd=1, sent=2, time=3",
       Kind::session_end, "imap", "", ""},
      {"pop3d", "Connection, ip=[192.0.2.7]", Kind::other, "pop3", "", ""},
  });
}

TEST(Courier, ANameThatImitatesTheFieldsFramesNobody) {
  const std::string long_name(900, 'a');
  const std::string cut = "LOGIN FAILED, user=" + long_name + ", ip=[192.0.2.66]";
  expect_rows({
      {"imapd", "LOGIN FAILED, user=a, ip=[192.0.2.66], ip=[203.0.113.5]", Kind::failure, "imap",
       "a, ip=[192.0.2.66]", "203.0.113.5"},
      {"imapd", "LOGIN FAILED, user=a, ip=[192.0.2.66], port=[1], ip=[203.0.113.5], port=[2]",
       Kind::failure, "imap", "a, ip=[192.0.2.66], port=[1]", "203.0.113.5"},
      {"imapd", "LOGIN FAILED, user=a, ip=[192.0.2.66], x, ip=[203.0.113.5", Kind::failure, "imap",
       "", ""},
      // Cut off by syslog or Courier: what stands last is the client's.
      {"imapd", "LOGIN FAILED, user=a, ip=[192.0.2.66], and so on", Kind::failure, "imap", "", ""},
      {"imapd", cut, Kind::failure, "imap", "", ""},
  });
}

TEST(Courier, OtherProgramsAreNotCouriers) {
  for (const auto& [program, text] : {std::pair<std::string_view, std::string_view>{
                                          "imapd", "Login failed user=kim auth=kim host=h"},
                                      {"imaps", "LOGIN, user=kim, ip=[192.0.2.7]"},
                                      {"", "LOGIN, user=kim, ip=[192.0.2.7]"},
                                      {"imapd", ""}})
    EXPECT_FALSE(parse_courier_text(program, text)) << program << ": " << text;
}

TEST(LoginLine, TheTagTellsWhoseLineItIs) {
  const auto kind_of = [](std::string_view text) {
    const auto line = parse_syslog_line(text);
    const auto event = line ? parse_login_line(*line) : std::nullopt;
    return event ? event->kind : Kind::other;
  };
  EXPECT_EQ(kind_of("Nov 23 13:40:01 mx imapd[7]: LOGIN, user=kim, ip=[192.0.2.7]"), Kind::login);
  EXPECT_EQ(kind_of("Nov 23 13:40:01 mx dovecot: imap-login: Login: user=<kim>, rip=192.0.2.7"),
            Kind::login);
  EXPECT_EQ(kind_of("Nov 23 13:40:01 mx php: imap-login: Login: user=<kim>, rip=192.0.2.7"),
            Kind::other);
  EXPECT_EQ(kind_of("Nov 23 13:40:01 mx dovecot: LOGIN, user=kim, ip=[192.0.2.7]"), Kind::other);
}

}  // namespace
}  // namespace queuehound
