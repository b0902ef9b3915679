#include "formats/horde_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Kind = WebmailEvent::Kind;
constexpr std::string_view kFile = "2026-11-28T10:00:00+01:00 NOTICE: HORDE [imp] ";
constexpr std::string_view kTail = " [pid 71 on line 157 of \"/usr/share/horde/imp/lib/Auth.php\"]";

// The views of what comes lie in `line`, which stays until the next.
std::optional<WebmailEvent> parse_kept(std::string text) {
  static std::string line;
  line = std::move(text);
  return parse_horde_line(line);
}

std::optional<WebmailEvent> parse(std::string_view text) {
  return parse_kept(std::string(kFile) + std::string(text) + std::string(kTail));
}

struct Row {
  std::string_view text;
  Kind kind;
  std::string_view user, client, recipients;
};

TEST(HordeLog, EveryForm) {
  for (const Row& row : std::initializer_list<Row>{
           {"Login success for kim@shop.example (192.0.2.7) to {imap://localhost/}", Kind::login,
            "kim@shop.example", "192.0.2.7", ""},
           {"Login success for kim@shop.example [192.0.2.7] to {localhost:143 [imap/notls]}",
            Kind::login, "kim@shop.example", "192.0.2.7", ""},
           {"Login success for kim (Horde user kim@shop.example) (2001:db8::7) to {imap://h/}",
            Kind::login, "kim", "2001:db8::7", ""},
           {"FAILED LOGIN for kim@shop.example (192.0.2.7) to {imap://localhost/}", Kind::failure,
            "kim@shop.example", "192.0.2.7", ""},
           {"Message sent to a@b.example, c@d.example from kim@shop.example (192.0.2.7)",
            Kind::send, "kim@shop.example", "192.0.2.7", "a@b.example, c@d.example"},
           {"192.0.2.7 Message sent to Ann <a@b.example> from kim", Kind::send, "kim", "192.0.2.7",
            "Ann <a@b.example>"},
           {"192.0.2.7 Redirected message sent to a@b.example from kim", Kind::send, "kim",
            "192.0.2.7", "a@b.example"},
           {"Message sent to a@b.example from kim ()", Kind::send, "kim", "", "a@b.example"}}) {
    SCOPED_TRACE(std::string(row.text));
    const auto event = parse(row.text);
    ASSERT_TRUE(event);
    EXPECT_EQ(event->kind, row.kind);
    EXPECT_EQ(event->user, row.user);
    EXPECT_EQ(event->client, row.client);
    EXPECT_EQ(event->recipients, row.recipients);
    EXPECT_EQ(event->tells_sender, row.kind == Kind::send);
    EXPECT_FALSE(event->is_broken_off);
  }
}

TEST(HordeLog, EveryPlaceItIsWrittenTo) {
  constexpr std::string_view kText =
      "Login success for kim (192.0.2.7) to {h} [pid 7 on line 1 of \"/a.php\"]";
  for (const std::string_view frame :
       {"2026-11-28T10:00:00+01:00 NOTICE: HORDE [imp] ", "Nov 28 10:00:00 HORDE [notice] [imp] ",
        "Nov 28 10:00:00 host HORDE: [imp] ", "Nov 28 10:00:00 host HORDE[71]: [imp] ",
        "2026-11-28T10:00:00+01:00 NOTICE: [horde] "}) {
    const auto event = parse_kept(std::string(frame) + std::string(kText));
    ASSERT_TRUE(event) << frame;
    EXPECT_EQ(event->client, "192.0.2.7");
    EXPECT_TRUE(event->syslog);
  }
  EXPECT_TRUE(
      parse_horde_line("Nov 28 10:00:00 HORDE [info] [imp] 192.0.2.7 Message sent to a@b "
                       "from kim [on line 881 of \"/imp/compose.php\"]"));
}

TEST(HordeLog, AForwardedAddressIsBelievedOfOurOwnProxyOnly) {
  EXPECT_EQ(parse("Login success for kim (127.0.0.1) (forwarded for [192.0.2.99, 198.51.100.7]) to "
                  "{h}")
                ->client,
            "198.51.100.7");
  EXPECT_EQ(
      parse("Login success for kim (192.0.2.7) (forwarded for [198.51.100.7]) to {h}")->client,
      "192.0.2.7");
}

TEST(HordeLog, WhatAClientWritesFramesNobody) {
  for (const std::string_view text :
       {"FAILED LOGIN for x (192.0.2.66) to {h} (203.0.113.5) to {h}",
        "FAILED LOGIN for x (203.0.113.5) (forwarded for [a]) to {h} (192.0.2.66) to {h}"}) {
    const auto event = parse(text);
    ASSERT_TRUE(event) << text;
    EXPECT_EQ(event->client, "") << text;
    EXPECT_EQ(event->user, "") << text;
  }
  // So many places that not all are looked at.
  std::string many = "FAILED LOGIN for x (192.0.2.66) to {h}";
  for (int i = 0; i < 20; ++i) many += " (";
  const auto buried = parse(many + " (203.0.113.5) to {h}");
  ASSERT_TRUE(buried);
  EXPECT_EQ(buried->client, "");
  // Who got in cannot hide behind a header of his own.
  EXPECT_EQ(
      parse("Login success for kim (203.0.113.5) (forwarded for [a]) to {h} (192.0.2.66) to {h}")
          ->client,
      "203.0.113.5");
  const auto send = parse("Message sent to \"b from x (192.0.2.66)\" <a@b> from kim (203.0.113.5)");
  ASSERT_TRUE(send);
  EXPECT_EQ(send->user, "kim");
  EXPECT_EQ(send->client, "203.0.113.5");
}

TEST(HordeLog, ANameThatGoesOverTheEndOfTheLineIsTold) {
  const auto event = parse_kept(std::string(kFile) + "FAILED LOGIN for x");
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->is_broken_off);
  EXPECT_EQ(event->client, "");
  EXPECT_FALSE(parse_kept(std::string(kFile) + "Message sent to a@b from kim (192.0.2.7)"));
}

TEST(HordeLog, ATailThatStandsForTheNameIsNoEnd) {
  // One blank, that the words and the tail both could have.
  const auto event = parse_kept(std::string(kFile) + "FAILED LOGIN for [on line 1 of \"/a.php\"]");
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->is_broken_off);
  EXPECT_EQ(event->user, "");
  EXPECT_FALSE(parse_kept(std::string(kFile) + "Login success for [on line 1 of \"/a.php\"]"));
  EXPECT_FALSE(parse_kept(std::string(kFile) + "Message sent to [on line 1 of \"/a.php\"]"));
}

TEST(HordeLog, OtherLinesAreNone) {
  for (const std::string_view line :
       {"",
        "Nov 28 10:00:00 host dovecot: [imp] Login success for k (192.0.2.7) to {h} [on line 1 of "
        "\"a\"]",
        "2026-11-28T10:00:00+01:00 NOTICE: HORDE [imp] ",
        "Login success for kim (192.0.2.7) to {h}",
        "2026-11-28T10:00:00+01:00 ERR: HORDE [imp] PHP ERROR: x [pid 7 on line 1 of \"/a.php\"]"})
    EXPECT_FALSE(parse_horde_line(line)) << line;
}

}  // namespace
}  // namespace queuehound
