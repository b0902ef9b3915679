#include "formats/snappymail_log.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(SnappymailLog, FailuresInAFileAndInSyslog) {
  for (const std::string_view line :
       {"[2026-11-28 09:00:00] Auth failed: ip=192.0.2.7 user=kim@shop.example host=localhost "
        "port=143",
        "[2026-11-28 09:00:00 UTC] Auth failed: ip=192.0.2.7 user=kim@shop.example host=localhost "
        "port=143",
        "Nov 28 10:00:00 host snappymail[71]: Auth failed: ip=192.0.2.7 user=kim@shop.example"}) {
    const auto event = parse_snappymail_line(line);
    ASSERT_TRUE(event) << line;
    EXPECT_EQ(event->kind, WebmailEvent::Kind::failure);
    EXPECT_EQ(event->user, "kim@shop.example");
    EXPECT_EQ(event->client, "192.0.2.7");
    EXPECT_FALSE(event->is_broken_off);
  }
}

TEST(SnappymailLog, TheStampIsUtcUnlessItSaysOtherwise) {
  const auto plain =
      parse_snappymail_line("[2026-11-28 09:00:00] Auth failed: ip=192.0.2.7 user=a host=h port=1");
  EXPECT_TRUE(plain->has_zone);
  EXPECT_EQ(plain->zone_seconds, 0);
  const auto zoned = parse_snappymail_line(
      "[2026-11-28 09:00:00 +0100] Auth failed: ip=192.0.2.7 user=a host=h port=1");
  EXPECT_EQ(zoned->zone_seconds, 3600);
  EXPECT_FALSE(parse_snappymail_line(
                   "[2026-11-28 09:00:00 CET] Auth failed: ip=192.0.2.7 user=a host=h port=1")
                   ->has_zone);
}

TEST(SnappymailLog, WhatAClientWritesFramesNobody) {
  const auto event = parse_snappymail_line(
      "[2026-11-28 09:00:00] Auth failed: ip=203.0.113.5 user=x ip=192.0.2.66 user=y host=z "
      "host=localhost port=143");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->client, "203.0.113.5");
  EXPECT_EQ(event->user, "x ip=192.0.2.66 user=y host=z");
  EXPECT_TRUE(parse_snappymail_line("[2026-11-28 09:00:00] Auth failed: ip=203.0.113.5 user=x")
                  ->is_broken_off);
}

TEST(SnappymailLog, OtherLinesAreNone) {
  for (const std::string_view line :
       {"", "[", "[2026-11-28 09:00:00] ", "[2026-11-28] Auth failed: ip=192.0.2.7 user=a",
        "[2026-11-28 09:00:00] Auth failed: ip=nowhere user=a",
        "[2026-11-28 09:00:00] Auth failed: ip=192.0.2.7",
        "Nov 28 10:00:00 host sshd[7]: Auth failed: ip=192.0.2.7 user=a"})
    EXPECT_FALSE(parse_snappymail_line(line)) << line;
}

}  // namespace
}  // namespace queuehound
