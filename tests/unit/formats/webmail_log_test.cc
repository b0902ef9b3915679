#include "formats/webmail_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = WebmailEvent::Kind;

struct Row {
  std::string_view line;
  Kind kind;
  std::string_view user, client, peer, session;
};

using Parser = std::optional<WebmailEvent> (*)(std::string_view);

void expect_rows(Parser parse, std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.line));
    const auto event = parse(row.line);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->client, row.client);
    EXPECT_EQ(event->peer, row.peer);
    EXPECT_EQ(event->session, row.session);
  }
}

constexpr std::int64_t clock_of(int hour, int minute, int second) {
  return hour * 3600 + minute * 60 + second;
}

TEST(RoundcubeLogin, EveryForm) {
  expect_rows(parse_roundcube_login,
              {
                  {"[23-Nov-2026 13:40:28 +0000]: <abcd1234> Successful login for kim@shop.example "
                   "(ID: 3) from "
                   "192.0.2.7 in session abcd1234efgh",
                   Kind::login, "kim@shop.example", "192.0.2.7", "192.0.2.7", "abcd1234"},
                  {"[23-Nov-2026 13:40:28 +0000]: Successful login for kim (ID: 3) from 192.0.2.7 "
                   "in session "
                   "xyz",
                   Kind::login, "kim", "192.0.2.7", "192.0.2.7", "xyz"},
                  {"[23-Nov-2026, 13:40:28 +0000] Successful login for kim (id 3) from 192.0.2.7",
                   Kind::login, "kim", "192.0.2.7", "192.0.2.7", ""},
                  {"<abcd1234> Failed login for kim from 192.0.2.7 in session xyz (error: 0)",
                   Kind::failure, "kim", "192.0.2.7", "192.0.2.7", "abcd1234"},
                  {"[23-Nov-2026 13:40:28 +0000]: <s> Failed login for kim from 2001:db8::7",
                   Kind::failure, "kim", "2001:db8::7", "2001:db8::7", "s"},
                  {"Nov 23 13:40:28 host roundcube[7]: <s> Failed login for kim from 2001:db8::7",
                   Kind::failure, "kim", "2001:db8::7", "2001:db8::7", "s"},
                  {"2026-11-23T13:40:28.5+01:00 host webmail: <s> Failed login for kim from "
                   "2001:db8::7",
                   Kind::failure, "kim", "2001:db8::7", "2001:db8::7", "s"},
              });
}

TEST(RoundcubeLogin, AForwardedAddressIsBelievedOfOurOwnProxyOnly) {
  expect_rows(
      parse_roundcube_login,
      {
          {"[23-Nov-2026 13:40:28 +0000]: <s> Successful login for kim (ID: 3) from 127.0.0.1 "
           "(X-Forwarded-For: 198.51.100.7) in session x",
           Kind::login, "kim", "198.51.100.7", "127.0.0.1", "s"},
          {"[23-Nov-2026 13:40:28 +0000]: <s> Successful login for kim (ID: 3) from "
           "10.0.0.2(X-Real-IP: 198.51.100.7,X-Forwarded-For: 203.0.113.66, 198.51.100.7, "
           "10.0.0.1) in "
           "session x",
           Kind::login, "kim", "198.51.100.7", "10.0.0.2", "s"},
          {"[23-Nov-2026 13:40:28 +0000]: <s> Failed login for kim from ::1 (X-Real-IP: "
           "198.51.100.7) "
           "in session x (error: 0)",
           Kind::failure, "kim", "198.51.100.7", "::1", "s"},
          {"[23-Nov-2026 13:40:28 +0000]: <s> Failed login for kim from 192.0.2.7 "
           "(X-Forwarded-For: "
           "198.51.100.7) in session x (error: 0)",
           Kind::failure, "kim", "192.0.2.7", "192.0.2.7", "s"},
          {"[23-Nov-2026 13:40:28 +0000]: <s> Failed login for kim from 127.0.0.1 "
           "(X-Forwarded-For: no "
           "address) in session x (error: 0)",
           Kind::failure, "kim", "127.0.0.1", "127.0.0.1", "s"},
      });
}

TEST(RoundcubeLogin, ANameThatImitatesTheRestFramesNobody) {
  expect_rows(parse_roundcube_login,
              {
                  {"[23-Nov-2026 13:40:28 +0000]: <s> Failed login for a from 192.0.2.66 in "
                   "session x (error: "
                   "0) from 203.0.113.5 in session y (error: 0)",
                   Kind::failure, "a from 192.0.2.66 in session x (error: 0)", "203.0.113.5",
                   "203.0.113.5", "s"},
                  {"Failed login for a in session x from 203.0.113.5", Kind::failure,
                   "a in session x", "203.0.113.5", "203.0.113.5", ""},
              });
  // A header and a name that both hold an end: nobody is named.
  const auto doubtful = parse_roundcube_login(
      "Failed login for a from 203.0.113.5 (X-Forwarded-For: b from 192.0.2.66 (X-Forwarded-For: "
      "192.0.2.67) in session y (error: 0)");
  ASSERT_TRUE(doubtful);
  EXPECT_EQ(doubtful->client, "");
  // So many of them that not all are looked at.
  std::string many = "Failed login for a from 203.0.113.5 (X-Forwarded-For: b";
  for (int i = 0; i < 20; ++i) many += " from x";
  many += " from 192.0.2.66 (X-Forwarded-For: 192.0.2.67) in session y (error: 0)";
  const auto buried = parse_roundcube_login(many);
  ASSERT_TRUE(buried);
  EXPECT_EQ(buried->client, "");
}

TEST(RoundcubeErrors, ARefusedPasswordTellsWhoTyped) {
  expect_rows(
      parse_roundcube_login,
      {
          {"[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for kim against "
           "localhost from 192.0.2.7. AUTHENTICATE PLAIN: Authentication failed. in /r.php "
           "on line 9 (POST /?_task=login)",
           Kind::failure, "kim", "192.0.2.7", "192.0.2.7", "s"},
          {"[23-Nov-2016 13:40:28 +0000]: IMAP Error: Login failed for kim from 2001:db8::7. "
           "LOGIN: no in /r.php on line 9 (POST /)",
           Kind::failure, "kim", "2001:db8::7", "2001:db8::7", ""},
          {"[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for kim against mx "
           "from 127.0.0.1(X-Real-IP: 198.51.100.7,X-Forwarded-For: 203.0.113.66, "
           "198.51.100.7). AUTHENTICATE PLAIN: no",
           Kind::failure, "kim", "198.51.100.7", "127.0.0.1", "s"},
          // The name is what was typed, the header what a stranger sent.
          {"[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for a from "
           "192.0.2.66. LOGIN: b against mx from 192.0.2.7. AUTHENTICATE PLAIN: no",
           Kind::failure, "a from 192.0.2.66. LOGIN: b", "192.0.2.7", "192.0.2.7", "s"},
          {"[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for a against mx "
           "from 192.0.2.7(X-Forwarded-For: b from 192.0.2.66. LOGIN: c). LOGIN: no",
           Kind::failure, "a", "", "", "s"},
      });
  for (const std::string_view line :
       {"[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for kim against mx from "
        "192.0.2.7. Could not connect to ssl://mx:993: Connection refused in /r.php on line 9",
        "[23-Nov-2026 13:40:28 +0000]: <s> IMAP Error: Login failed for kim",
        // Syslog's file tells the same attempt as a failed login, where those are logged.
        "Nov 23 13:40:28 host roundcube: <s> IMAP Error: Login failed for kim against mx from "
        "192.0.2.7. LOGIN: no"}) {
    EXPECT_FALSE(parse_roundcube_login(line)) << line;
  }
}

TEST(RoundcubeLogin, TheStampKeepsItsZone) {
  const auto event = parse_roundcube_login(
      "[23-Nov-2026 13:40:28.123456 -0330]: Failed login for kim from 192.0.2.7");
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->has_zone);
  EXPECT_EQ(event->zone_seconds, -(3 * 3600 + 1800));
  EXPECT_EQ(event->wall.seconds, days_from_civil(2026, 11, 23) * 86400 + clock_of(13, 40, 28));
  EXPECT_FALSE(parse_roundcube_login("[23-Nov-2026 13:40:28]: Failed login for kim from 192.0.2.7")
                   ->has_zone);
}

TEST(RoundcubeSend, MessageAndRecipients) {
  const auto event = parse_roundcube_send(
      "[23-Nov-2026 13:40:28 +0000]: <abcd1234> User kim@shop.example [127.0.0.1 (X-Forwarded-For: "
      "198.51.100.7)]; Message <0f1e@shop.example> for a@b.example, c@d.example; 250: OK "
      "id=1a-2b-3c");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->kind, Kind::send);
  EXPECT_EQ(event->user, "kim@shop.example");
  EXPECT_EQ(event->client, "198.51.100.7");
  EXPECT_EQ(event->session, "abcd1234");
  EXPECT_EQ(event->message_id, "0f1e@shop.example");
  EXPECT_EQ(event->recipients, "a@b.example, c@d.example");
  const auto old = parse_roundcube_send(
      "[23-Nov-2016 13:40:28 +0000]: User kim [192.0.2.7]; Message for a@b.example; 250: OK");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->message_id, "");
  EXPECT_EQ(old->recipients, "a@b.example");
  EXPECT_EQ(old->client, "192.0.2.7");
  EXPECT_FALSE(parse_roundcube_send(
      "[23-Nov-2016 13:40:28 +0000]: User [192.0.2.7]; Message for a@b.example; 250: OK"));
}

TEST(CpanelAccess, TheSessionAndThePersonBehindTheProxy) {
  expect_rows(
      parse_cpanel_access,
      {
          {"192.0.2.7 - kim%40shop.example [11/23/2026:13:40:28 -0000] \"GET "
           "/cpsess0123456789/3rdparty/roundcube/?_task=mail HTTP/1.1\" 200 0 \"r\" \"a\" \"s\" "
           "\"-\" "
           "2096",
           Kind::request, "kim%40shop.example", "192.0.2.7", "192.0.2.7", "cpsess0123456789"},
          {"127.0.0.1 - kim [11/23/2026:13:40:28 -0000] \"POST /login/ HTTP/1.1\" 301 0 \"r\" "
           "\"a\" "
           "\"s\" \"198.51.100.7\" 2096",
           Kind::request, "kim", "198.51.100.7", "127.0.0.1", ""},
          {"192.0.2.7 - a [x] \"b [11/23/2026:13:40:28 -0000] \"POST /login/ HTTP/1.1\" 401 0 "
           "\"r\" "
           "\"a\" \"-\" \"198.51.100.66\" 2096",
           Kind::request, "a [x] \"b", "192.0.2.7", "192.0.2.7", ""},
          {"192.0.2.7 - - [11/23/2026:13:40:28 -0000] \"GET / HTTP/1.1\" 200 0 \"-\" \"-\"",
           Kind::request, "", "192.0.2.7", "192.0.2.7", ""},
      });
}

TEST(CpanelAccess, WhatAnOpenPageAsksByItself) {
  struct Target {
    std::string target;
    bool is_poll;
  };
  for (const Target& row : {
           Target{"/3rdparty/roundcube/?_task=mail&_action=refresh&_remote=1", true},
           Target{"/3rdparty/roundcube/?_action=getunread", true},
           Target{"/horde/services/ajax.php/imp/poll", true},
           Target{"/3rdparty/roundcube/?_task=mail&_action=compose&_id=1", false},
           Target{"/3rdparty/roundcube/?_task=mail&_unlock=loading1", false},
           Target{"/3rdparty/roundcube/?_action=refresh&_action=send",
                  false},  // PHP takes the last
           Target{"/3rdparty/roundcube/?_action=refreshed", false},
           Target{"/3rdparty/roundcube/?x_action=refresh", false},
           Target{"/horde/services/ajax.php/imp/poll/send", false},
       }) {
    const auto event = parse_cpanel_access("192.0.2.7 - kim [11/23/2026:13:40:28 -0000] \"POST " +
                                           row.target + " HTTP/1.1\" 200 0 \"r\" \"a\" \"s\"");
    ASSERT_TRUE(event) << row.target;
    EXPECT_EQ(event->is_poll, row.is_poll) << row.target;
  }
}

TEST(CpanelSession, VerbsAreKinds) {
  expect_rows(
      parse_cpanel_session,
      {
          {"[2026-11-23 13:40:28 +0000] info [webmaild] 192.0.2.7 NEW kim@shop.example:T0ken "
           "address=192.0.2.7,app=webmaild,method=handle_form_login",
           Kind::login, "kim@shop.example", "192.0.2.7", "192.0.2.7", "T0ken"},
          {"[2026-11-23 13:40:28 +0000] info [webmaild] 192.0.2.7 NEW kim@shop.example:T0ken "
           "address=192.0.2.7,app=webmaild,method=badpass",
           Kind::failure, "kim@shop.example", "192.0.2.7", "192.0.2.7", "T0ken"},
          {"[2026-11-23 13:40:28 +0000] info [webmaild] internal PURGE kim@shop.example:T0ken "
           "logout",
           Kind::logout, "kim@shop.example", "", "", "T0ken"},
      });
}

TEST(CpanelLogin, FailedAndDeferred) {
  expect_rows(
      parse_cpanel_login,
      {
          {"[2026-11-23 13:40:28 +0000] info [webmaild] 192.0.2.7 - kim@shop.example \"POST "
           "/login/?login_only=1 HTTP/1.1\" FAILED LOGIN webmaild: user password incorrect",
           Kind::failure, "kim@shop.example", "192.0.2.7", "192.0.2.7", ""},
          {"192.0.2.7 - kim [11/23/2026:13:40:28 -0000] \"GET / HTTP/1.1\" FAILED LOGIN webmaild: "
           "x",
           Kind::failure, "kim", "192.0.2.7", "192.0.2.7", ""},
          {"[2026-11-23 13:40:28 +0000] info [webmaild] 192.0.2.7 - kim \"GET / HTTP/1.1\" "
           "DEFERRED "
           "LOGIN webmaild: security token missing",
           Kind::request, "kim", "192.0.2.7", "192.0.2.7", ""},
      });
}

TEST(Webmail, OtherLinesAreNone) {
  for (const Parser parse : {parse_roundcube_login, parse_roundcube_send, parse_cpanel_access,
                             parse_cpanel_session, parse_cpanel_login}) {
    for (const std::string_view line :
         {"", "[", "[]", "<", "[23-Nov-2026 13:40:28 +0000]: ", "[23-Nov-2026 13:40:28 +0000]: <s>",
          "192.0.2.7 - ", "192.0.2.7 - a [", "192.0.2.7 - a [11/23/2026:13:40:28 -0000",
          "[2026-11-23 13:40:28 +0000] info [webmaild", "Failed login for kim from nowhere",
          "User kim [nowhere]; Message <a@b> for c@d; e", "[2026-11-23 13:40:28 +0000] info "}) {
      EXPECT_FALSE(parse(line)) << line;
    }
  }
}

}  // namespace
}  // namespace queuehound
