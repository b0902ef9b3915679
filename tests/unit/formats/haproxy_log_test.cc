#include "formats/haproxy_log.h"

#include "formats/access_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

constexpr std::string_view kFront = "192.0.2.7:51234 [23/Nov/2026:13:40:28.655] www~ sites/web1 ";

std::string line_of(std::string_view behind) { return std::string(kFront) + std::string(behind); }

TEST(HaproxyLog, RequestWithItsHost) {
  const std::string line = "Nov 23 13:40:29 lb haproxy[812]: " +
                           line_of(
                               "0/0/1/12/13 200 2750 - - CD-- 1/1/0/0/0 0/0 {shop.example} {} "
                               "\"POST /a.php?x=1 HTTP/1.1\"");
  const auto request = parse_access_line(line);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->client, "192.0.2.7");
  EXPECT_EQ(request->vhost, "shop.example");
  EXPECT_TRUE(request->is_vhost_unsure);
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->target, "/a.php?x=1");
  EXPECT_EQ(request->protocol, "HTTP/1.1");
  EXPECT_EQ(request->status, 200);
  EXPECT_EQ(request->bytes, 2750);
  EXPECT_EQ(request->termination, "CD--");
}

TEST(HaproxyLog, ItsClockIsTheServers) {
  const std::string line =
      line_of("0/0/1/12/13 200 2750 - - ---- 1/1/0/0/0 0/0 \"GET / HTTP/1.1\"");
  const auto wall = parse_access_line(line);
  ASSERT_TRUE(wall && wall->is_wall_clock);
  const auto noon = days_from_civil(2026, 11, 23) * 86400 + 13 * 3600 + 40 * 60 + 28;
  EXPECT_EQ(wall->at.time_since_epoch().count(), noon);
  EXPECT_EQ(parse_access_line(line, TimeZone::fixed(seconds(3600)))->at.time_since_epoch().count(),
            noon - 3600);
}

struct Row {
  std::string_view behind, host, path;
  int status;
};

TEST(HaproxyLog, WhatStandsAroundTheRequest) {
  for (const Row& row : {
           Row{"0/0/1/12/13 302 +2750 - - ---- 1/1/0/0/+2 0/0 \"GET /a HTTP/1.1\"", "", "/a", 302},
           Row{"0/0/1/12/+13 200 7 - - ---- 1/1/0/0/0 0/0 {shop.example:443|x y} \"GET /a "
               "HTTP/1.1\"",
               "shop.example", "/a", 200},
           Row{"0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 {198.51.100.7} \"GET /a HTTP/1.1\"", "",
               "/a", 200},
           Row{"0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 {Mozilla/5.0 (x)} \"GET /a HTTP/1.1\"", "",
               "/a", 200},
           Row{"0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 {shop.example} \"GET "
               "https://club.example/a HTTP/2.0\"",
               "club.example", "/a", 200},
           Row{"0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 \"GET /a HTTP/1.1\" 0/0/0/0/0 "
               "x.example/TLSv1.3/TLS_AES_256_GCM_SHA384",
               "", "/a", 200},
           Row{"0/0/-1/-1/13 -1 0 - - CC-- 1/1/0/0/0 0/0 \"GET /a HTTP/1.1\"", "", "/a", 0},
           Row{"0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 \"GET /a?cut=off", "", "/a", 200},
       }) {
    const std::string line = line_of(row.behind);
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request) << row.behind;
    EXPECT_EQ(request->vhost, row.host) << row.behind;
    EXPECT_EQ(request_path(*request), row.path) << row.behind;
    EXPECT_EQ(request->status, row.status) << row.behind;
  }
}

// A cookie may hold blanks and braces, and a header what looks like Apache's stamp and columns.
TEST(HaproxyLog, NoClientSpeaksForTheServer) {
  for (const std::string_view behind :
       {"0/0/1/12/13 404 7 200 9 - ---- 9/9/9/9/9 9/9 {b.example} - ---- 1/1/0/0/0 0/0 "
        "{shop.example} \"GET /a#22#20#7B HTTP/1.1\"",
        "0/0/1/12/13 404 7 - - ---- 1/1/0/0/0 0/0 {shop.example|203.0.113.9 - - "
        "[23/Nov/2026:13:40:28 +0000] x} \"GET /a#22#20#7B HTTP/1.1\""}) {
    const std::string line = line_of(behind);
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request) << behind;
    EXPECT_EQ(request->client, "192.0.2.7");
    EXPECT_EQ(request->vhost, "shop.example");
    EXPECT_EQ(request->status, 404);
    EXPECT_EQ(request_path(*request), "/a\" {");
  }
}

TEST(HaproxyLog, EscapesAreUndoneOnce) {
  EXPECT_EQ(undo_hash_escapes("/a#0Ab#23#2341#zz#2"), "/a\nb##41#zz#2");
  const std::string line =
      line_of("0/0/1/12/13 200 7 - - ---- 1/1/0/0/0 0/0 \"GET /x\\x41/#2541 HTTP/1.1\"");
  const auto request = parse_access_line(line);
  ASSERT_TRUE(request);
  EXPECT_EQ(request_path(*request), "/x\\x41/A");
}

TEST(HaproxyLog, ConnectionsAreNoRequests) {
  for (const std::string_view text :
       {"192.0.2.7:33313 [23/Nov/2026:12:12:51.443] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0",
        "192.0.2.7:37922 [23/Nov/2026:13:40:28.655] www/1: SSL handshake failure",
        "Server sites/web1 is DOWN, reason: Layer4 connection problem, info: \"Connection "
        "refused\".",
        "Proxy www started."}) {
    const std::string line = "Nov 23 13:40:28 lb haproxy[812]: " + std::string(text);
    EXPECT_FALSE(parse_access_line(line)) << text;
    EXPECT_TRUE(is_haproxy_without_request(line)) << text;
  }
  for (const std::string_view text :
       {"192.0.2.7 200 /a 13 own format", "192.0.2.7:33313 [23/Nov/2026:12:12:51.443] own format"})
    EXPECT_FALSE(
        is_haproxy_without_request("Nov 23 13:40:28 lb haproxy[812]: " + std::string(text)));
  EXPECT_FALSE(is_haproxy_without_request("Nov 23 13:40:28 lb other[812]: Proxy www started."));
}

TEST(HaproxyLog, ABadRequestHasNoTarget) {
  const auto request = parse_access_line(
      "192.0.2.7:51234 [23/Nov/2026:13:40:28.655] www~ www/<NOSRV> -1/-1/-1/-1/0 400 0 - - PR-- "
      "1/1/0/0/0 0/0 \"<BADREQ>\"");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->status, 400);
  EXPECT_EQ(request->method, "");
  EXPECT_EQ(request_path(*request), "");
}

}  // namespace
}  // namespace queuehound
