#include "formats/sogo_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = WebmailEvent::Kind;

// The views of what comes lie in `line`, which stays until the next.
std::optional<WebmailEvent> parse_kept(std::string text) {
  static std::string line;
  line = std::move(text);
  return parse_sogo_line(line);
}

std::optional<WebmailEvent> parse(std::string_view text) {
  return parse_kept("Nov 28 10:00:00 sogod [1234]: " + std::string(text));
}

TEST(SogoLog, LoginsThatWorkedAndFailed) {
  const auto login = parse(
      "SOGoRootPage successful login from '192.0.2.7' for user 'kim@shop.example' - expire = -1  "
      "grace = -1");
  ASSERT_TRUE(login);
  EXPECT_EQ(login->kind, Kind::login);
  EXPECT_EQ(login->user, "kim@shop.example");
  EXPECT_EQ(login->client, "192.0.2.7");
  const auto failure = parse(
      "SOGoRootPage Login from '192.0.2.99, 198.51.100.7, 10.0.0.1' for user 'kim' might not have "
      "worked - password policy: 65535  grace: -1  expire: -1  bound: 0");
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->kind, Kind::failure);
  EXPECT_EQ(failure->user, "kim");
  EXPECT_EQ(failure->client, "198.51.100.7");
  EXPECT_EQ(
      parse("SOGoRootPage Login from '10.0.0.1, 10.0.0.2' for user 'kim' might not have worked")
          ->client,
      "10.0.0.2");
}

TEST(SogoLog, ALetterIsItsSessionsMailbox) {
  for (const std::string_view frame :
       {"Nov 28 10:00:00 sogod [1234]: ", "Nov 28 10:00:00 host sogod [1234]: ",
        "Nov 28 10:00:00 host sogod[1234]: "}) {
    const auto event = parse_kept(
        std::string(frame) +
        "192.0.2.7 \"POST "
        "/SOGo/so/kim%40shop.example/Mail/0/folderDrafts/newDraft1790914683-1/send HTTP/1.1\" "
        "200 22/512 0.310 - - 4M - 12");
    ASSERT_TRUE(event) << frame;
    EXPECT_EQ(event->kind, Kind::send);
    EXPECT_EQ(event->user, "kim%40shop.example");
    EXPECT_EQ(event->client, "192.0.2.7");
    EXPECT_TRUE(event->tells_sender);
    EXPECT_TRUE(event->keeps_mailbox_open);
  }
}

TEST(SogoLog, OtherRequestsTellNobodysLetter) {
  for (const std::string_view request :
       {"\"GET /SOGo/so/kim/Mail/0/folderDrafts/newDraft1-1/send HTTP/1.1\" 200 1/0 0.1",
        "\"POST /SOGo/so/kim/Mail/0/folderDrafts/newDraft1-1/send HTTP/1.1\" 403 1/0 0.1",
        "\"POST /SOGo/so/kim/Mail/0/folderDrafts/newDraft1-1/save HTTP/1.1\" 200 1/0 0.1",
        "\"POST /SOGo/so/kim/Calendar/send HTTP/1.1\" 200 1/0 0.1",
        "\"POST /SOGo/so//send HTTP/1.1\" 200 1/0 0.1"}) {
    const auto event = parse("192.0.2.7 " + std::string(request));
    ASSERT_TRUE(event) << request;
    EXPECT_EQ(event->kind, Kind::request) << request;
    EXPECT_EQ(event->user, "") << request;
  }
}

TEST(SogoLog, WhatAClientWritesFramesNobody) {
  // A header with a whole request in it; a name with the end of the address.
  EXPECT_FALSE(
      parse("192.0.2.66 \"POST /SOGo/so/kim/Mail/0/folderDrafts/a/send HTTP/1.1\" 200 , "
            "203.0.113.5 \"GET / "
            "HTTP/1.1\" 200 1/0 0.1 - - 1K - 1"));
  const auto failure = parse(
      "SOGoRootPage Login from '203.0.113.5' for user 'a, 192.0.2.66' for user 'b' might not have "
      "worked");
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->client, "");
  const auto login = parse(
      "SOGoRootPage successful login from 'x' for user 'y, 203.0.113.5' for user 'kim' - expire = "
      "-1  grace = -1");
  ASSERT_TRUE(login);
  EXPECT_EQ(login->user, "kim");
  EXPECT_EQ(login->client, "203.0.113.5");
  EXPECT_TRUE(parse("SOGoRootPage Login from '203.0.113.5' for user 'x")->is_broken_off);
}

TEST(SogoLog, OtherLinesAreNone) {
  for (const std::string_view line :
       {"", "Nov 28 10:00:00 sogod [1234]: ", "Nov 28 10:00:00 sogod [1234]: \" \" ",
        "Nov 28 10:00:00 host cron[7]: 192.0.2.7 \"GET / HTTP/1.1\" 200",
        "sogod [1]: 192.0.2.7 \"GET / HTTP/1.1\" 200", "Nov 28 10:00:00 sogod",
        "Nov 28 10:00:00 host sogod"})
    EXPECT_FALSE(parse_sogo_line(line)) << line;
}

}  // namespace
}  // namespace queuehound
