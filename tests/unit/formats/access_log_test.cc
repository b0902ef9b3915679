#include "formats/access_log.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

constexpr std::string_view kRest =
    " [23/Nov/2026:13:40:28 +0100] \"POST /a.php?x=1 HTTP/1.1\" 200 7 \"-\" \"agent/1\"";

TEST(AccessLog, CombinedLine) {
  const auto request = parse_access_line(
      "192.0.2.7 - - [23/Nov/2026:13:40:28 +0100] \"POST /a.php?x=1 HTTP/1.1\" 302 512 "
      "\"https://shop.example/\" \"agent/1 (x)\"");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->client, "192.0.2.7");
  EXPECT_EQ(request->vhost, "");
  EXPECT_EQ(request->remote_user, "");
  EXPECT_EQ(request->method, "POST");
  EXPECT_EQ(request->target, "/a.php?x=1");
  EXPECT_EQ(request->protocol, "HTTP/1.1");
  EXPECT_EQ(request->status, 302);
  EXPECT_EQ(request->bytes, 512);
  EXPECT_EQ(request->referer, "https://shop.example/");
  EXPECT_EQ(request->user_agent, "agent/1 (x)");
  EXPECT_EQ(request->at.time_since_epoch().count(),
            days_from_civil(2026, 11, 23) * 86400 + 12 * 3600 + 40 * 60 + 28);
}

TEST(AccessLog, CommonLine) {
  const auto request =
      parse_access_line("host.shop.example - kim [01/Feb/2026:00:00:00 -0330] \"GET /\" 404 -");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->client, "host.shop.example");
  EXPECT_EQ(request->remote_user, "kim");
  EXPECT_EQ(request->target, "/");
  EXPECT_EQ(request->protocol, "");
  EXPECT_EQ(request->bytes, -1);
  EXPECT_EQ(request->at.time_since_epoch().count(),
            days_from_civil(2026, 2, 1) * 86400 + 3 * 3600 + 30 * 60);
}

struct Columns {
  std::string_view columns, vhost, client, user;
};

void expect_columns(const AccessRequest& request, const Columns& row) {
  EXPECT_EQ(request.vhost, row.vhost);
  EXPECT_EQ(request.client, row.client);
  EXPECT_EQ(request.remote_user, row.user);
  EXPECT_EQ(request.target, "/a.php?x=1");
}

TEST(AccessLog, AStampMayBeginTheLine) {
  constexpr std::string_view kBehind = " \"POST /a.php?x=1 HTTP/1.1\" 200 7 \"-\" \"agent/1\"";
  for (const std::string_view stamp :
       {"[23/Nov/2026:13:40:28 +0100]", "2026-11-23T13:40:28+01:00", "[2026-11-23T13:40:28+01:00]",
        "23/Nov/2026:13:40:28 +0100", "[23/Nov/2026:13:40:28.123 +0100]",
        "2026-11-23T12:40:28.5Z"}) {
    for (const Columns& row : std::initializer_list<Columns>{
             {"203.0.113.5", "", "203.0.113.5", ""},
             {"203.0.113.5 - -", "", "203.0.113.5", ""},
             {"203.0.113.5 -", "", "203.0.113.5", ""},
             {"203.0.113.5 - kim", "", "203.0.113.5", "kim"},
             {"203.0.113.5 0.005", "", "203.0.113.5", ""},
             {"shop.example 203.0.113.5", "shop.example", "203.0.113.5", ""},
             {"shop.example:443 2001:db8::5 - kim", "shop.example", "2001:db8::5", "kim"},
             {"203.0.113.5 shop.example", "shop.example", "203.0.113.5", ""},
             {"- 203.0.113.5", "", "203.0.113.5", ""},
             {"192.0.2.66, 192.0.2.67 203.0.113.5", "", "203.0.113.5", ""}}) {
      const std::string line =
          std::string(stamp) + " " + std::string(row.columns) + std::string(kBehind);
      SCOPED_TRACE(line);
      const auto request = parse_access_line(line);
      ASSERT_TRUE(request);
      expect_columns(*request, row);
      EXPECT_EQ(request->status, 200);
      EXPECT_EQ(request->user_agent, "agent/1");
      EXPECT_EQ(request->at.time_since_epoch().count(),
                days_from_civil(2026, 11, 23) * 86400 + 12 * 3600 + 40 * 60 + 28);
    }
  }
}

TEST(AccessLog, BehindAStampInFrontNoHeaderNamesAnAddress) {
  for (const std::string_view columns :
       {"192.0.2.66 203.0.113.5",  // a header's, or the Host that was asked for
        "192.0.2.66 x 203.0.113.5", "foo.example 192.0.2.66 x 203.0.113.5",
        "192.0.2.66, a 192.0.2.67 203.0.113.5", "- 192.0.2.66 - 203.0.113.5",
        "192.0.2.66 x 203.0.113.5:50123", "192.0.2.66, 192.0.2.67", "client.isp.example", "-",
        "\\\"192.0.2.66\\\" 203.0.113.5"}) {
    const std::string line = "[23/Nov/2026:13:40:28 +0100] " + std::string(columns) +
                             " \"GET / HTTP/1.1\" 200 7 \"-\" \"-\"";
    EXPECT_FALSE(parse_access_line(line)) << line;
  }
  // A header that begins like such a line, before the columns of the usual kind.
  const auto usual = parse_access_line(
      "[23/Nov/2026:13:40:28 +0100] 192.0.2.66 203.0.113.5 - - [23/Nov/2026:13:40:28 +0100] "
      "\"GET / HTTP/1.1\" 200 7");
  EXPECT_TRUE(!usual || usual->client != "192.0.2.66");
}

TEST(AccessLog, QuotesAroundTheWholeLineAreOpenLiteSpeeds) {
  const std::string_view plain =
      R"(192.0.2.7 - - [23/Nov/2026:13:40:28 +0100] "POST /a.php HTTP/1.1" 200 7)";
  for (const std::string_view fields : {"", R"( "-" "curl")", R"( "-" "")", R"( "-" "a \"b")"}) {
    for (const std::string_view end : {"\"", ""}) {
      const std::string bare = std::string(plain) + std::string(fields);
      const std::string line = '"' + bare + std::string(end);
      const auto request = parse_access_line(line);
      const auto wanted = parse_access_line(bare);
      ASSERT_TRUE(request && wanted) << line;
      EXPECT_EQ(request->client, "192.0.2.7") << line;
      EXPECT_EQ(request->target, "/a.php") << line;
      EXPECT_EQ(request->user_agent, wanted->user_agent) << line;
    }
  }
}

TEST(AccessLog, ColumnsBeforeTheStamp) {
  const Columns rows[] = {
      {"192.0.2.7 - -", "", "192.0.2.7", ""},
      {"2001:db8::7 - -", "", "2001:db8::7", ""},
      {"192.0.2.7 - Kim Lee of Shop", "", "192.0.2.7", "Kim Lee of Shop"},
      {"192.0.2.7 - [x] [23/Nov/2026:13:40:28 +0100]", "", "192.0.2.7",
       "[x] [23/Nov/2026:13:40:28 +0100]"},
      {"192.0.2.7 - \"\"", "", "192.0.2.7", ""},
      {"shop.example:443 192.0.2.7 - -", "shop.example", "192.0.2.7", ""},
      {"shop.example:80 client.example - kim", "shop.example", "client.example", "kim"},
      {"shop.example 192.0.2.7 - -", "shop.example", "192.0.2.7", ""},
      {"shop.example client.example - -", "shop.example", "client.example", ""},
      {"shop.example 2001:db8::7 - a b", "shop.example", "2001:db8::7", "a b"},
      {"198.51.100.1:443 192.0.2.7 - -", "198.51.100.1", "192.0.2.7", ""},
      {"[2001:db8::1]:443 192.0.2.7 - -", "[2001:db8::1]", "192.0.2.7", ""},
      // The first address was a header's: the second is what the server saw.
      {"198.51.100.66 192.0.2.7 - -", "", "192.0.2.7", ""},
      {"\"198.51.100.66\" 192.0.2.7 - -", "", "192.0.2.7", ""},
      {"\"198.51.100.66, 198.51.100.67\" 192.0.2.7 - kim", "", "192.0.2.7", "kim"},
      {"198.51.100.66, 198.51.100.67 192.0.2.7 - -", "", "192.0.2.7", ""},
      {"\"shop.example\" 192.0.2.7 - -", "shop.example", "192.0.2.7", ""},
      {"\"shop.example:443\" 192.0.2.7 - a b", "shop.example", "192.0.2.7", "a b"},
      {"\"-\" 192.0.2.7 - -", "", "192.0.2.7", ""},
      // lighttpd's own form, and the site behind the client in others'.
      {"192.0.2.7 shop.example -", "shop.example", "192.0.2.7", ""},
      {"192.0.2.7 shop.example kim", "shop.example", "192.0.2.7", "kim"},
      {"2001:db8::7 shop.example:443 - -", "shop.example", "2001:db8::7", ""},
      {"192.0.2.7 0.003 kim", "", "192.0.2.7", "kim"},
      {"192.0.2.7 198.51.100.1 kim", "", "192.0.2.7", "kim"},
      {"Nov 23 13:40:28 web1 nginx: 192.0.2.7 - -", "", "192.0.2.7", ""},
      {"2026-11-23T13:40:28.5+01:00 web1 httpd[44]: shop.example:80 192.0.2.7 - -", "shop.example",
       "192.0.2.7", ""},
      {"- 192.0.2.7 - -", "", "192.0.2.7", ""},
      {"192.0.2.7, 198.51.100.1, 198.51.100.2 - -", "", "192.0.2.7, 198.51.100.1, 198.51.100.2",
       ""},
      {"192.0.2.7,198.51.100.1 - kim", "", "192.0.2.7,198.51.100.1", "kim"},
      {"\"192.0.2.7, 198.51.100.1\" - kim", "", "192.0.2.7, 198.51.100.1", "kim"},
      {"shop.example:80 192.0.2.7, 198.51.100.1 - kim", "shop.example", "192.0.2.7, 198.51.100.1",
       "kim"},
      {"192.0.2.7:51234 - -", "", "192.0.2.7:51234", ""},
      {"192.0.2.7", "", "192.0.2.7", ""},
  };
  for (const Columns& row : rows) {
    const std::string line = std::string(row.columns) + std::string(kRest);
    SCOPED_TRACE(line);
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request);
    expect_columns(*request, row);
  }
}

TEST(AccessLog, StampsOfOtherForms) {
  const auto expected = parse_access_line("192.0.2.7 - -" + std::string(kRest))->at;
  for (const std::string_view stamp :
       {"23/Nov/2026:13:40:28.123 +0100", "23/Nov/2026 13:40:28.123456 +0100",
        "2026-11-23T13:40:28+01:00", "2026-11-23T12:40:28.9Z", "2026-11-23 13:40:28 +0100"}) {
    const std::string line =
        "192.0.2.7 - - [" + std::string(stamp) + "] \"GET / HTTP/1.1\" 200 7 \"-\" \"x\"";
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request) << stamp;
    EXPECT_EQ(request->at, expected) << stamp;
    EXPECT_EQ(request->target, "/");
  }
  for (const std::string_view stamp :
       {"23/Nov/2026:13:40:28", "23/Nov/2026:13:40:28 +0100 x", "2026-11-23T13:40:28",
        "23/Nov/2026", "31/Nov/2026:13:40:28 +0100", ""})
    EXPECT_FALSE(
        parse_access_line("192.0.2.7 - - [" + std::string(stamp) + "] \"GET / HTTP/1.1\" 200 7"))
        << stamp;
}

TEST(AccessLog, WordsBetweenStampAndRequest) {
  const std::string front = "192.0.2.7 - - [23/Nov/2026:13:40:28 +0100]";
  for (const std::string_view words :
       {"  ", " shop.example ", " 0.123 shop.example ", " \"shop.example\" ",
        " \"shop.example\" \"203.0.113.9\" ", " 443 \"shop.example\" "}) {
    const std::string line =
        front + std::string(words) + "\"POST /a.php HTTP/1.1\" 200 7 \"r\" \"agent\"";
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request) << words;
    EXPECT_EQ(request->client, "192.0.2.7") << words;
    EXPECT_EQ(request->target, "/a.php") << words;
    EXPECT_EQ(request->user_agent, "agent") << words;
  }
  // A user's name with a stamp in it is not the server's stamp.
  const auto request = parse_access_line(
      "192.0.2.7 - x [01/Jan/2020:00:00:00 +0000] y [23/Nov/2026:13:40:28 +0100] \"GET / "
      "HTTP/1.1\" "
      "200 7");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->remote_user, "x [01/Jan/2020:00:00:00 +0000] y");
}

struct Tail {
  std::string_view tail, request, method, target, referer, agent, forwarded_for;
};

TEST(AccessLog, WhatTheClientSentIsHostile) {
  const Tail rows[] = {
      {R"("GET /a b c HTTP/1.0" 200 1 "-" "-")", "GET /a b c HTTP/1.0", "GET", "/a b c", "", "",
       ""},
      {R"("-" 408 - "-" "-")", "-", "", "", "", "", ""},
      {R"("" 400 0 "-" "-")", "", "", "", "", "", ""},
      {R"("\x16\x03\x01 \x02" 400 226 "-" "-")", R"(\x16\x03\x01 \x02)", "", "", "", "", ""},
      {R"("GET /\" 200 5 \"x HTTP/1.1" 404 9 "-" "-")", R"(GET /\" 200 5 \"x HTTP/1.1)", "GET",
       R"(/\" 200 5 \"x)", "", "", ""},
      {R"("GET /a\\" 200 1 "-" "-")", R"(GET /a\\)", "GET", R"(/a\\)", "", "", ""},
      // Servers that do not escape.
      {R"("GET /a"b HTTP/1.1" 200 1 "-" "x")", R"(GET /a"b HTTP/1.1)", "GET", R"(/a"b)", "", "x",
       ""},
      {R"("GET /a\" 200 1 "-" "x")", R"(GET /a\)", "GET", R"(/a\)", "", "x", ""},
      {R"("GET /" 200 1 "-" "x\")", "GET /", "GET", "/", "", "x\\", ""},
      {R"("GET /" 200 1 "a\" \"b" "c\"d")", "GET /", "GET", "/", R"(a\" \"b)", R"(c\"d)", ""},
      {R"("GET /" 200 1 "r" "a" "198.51.100.7")", "GET /", "GET", "/", "r", "a", "198.51.100.7"},
      {R"("GET /" 200 1 "r" "a" 12 0.3 "198.51.100.7, 2001:db8::7")", "GET /", "GET", "/", "r", "a",
       "198.51.100.7, 2001:db8::7"},
      {R"("GET /" 200 1 "r" "a" "-")", "GET /", "GET", "/", "r", "a", ""},
      {R"("GET /" 200 1 "r" "a" "not an address")", "GET /", "GET", "/", "r", "a", ""},
      // An agent that looks like an address is still the agent.
      {R"("GET /" 200 1 "r" "198.51.100.7")", "GET /", "GET", "/", "r", "198.51.100.7", ""},
  };
  for (const Tail& row : rows) {
    const std::string line = "192.0.2.7 - - [23/Nov/2026:13:40:28 +0000] " + std::string(row.tail);
    SCOPED_TRACE(line);
    const auto request = parse_access_line(line);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->client, "192.0.2.7");
    EXPECT_EQ(request->request, row.request);
    EXPECT_EQ(request->method, row.method);
    EXPECT_EQ(request->target, row.target);
    EXPECT_EQ(request->referer, row.referer);
    EXPECT_EQ(request->user_agent, row.agent);
    EXPECT_EQ(request->forwarded_for, row.forwarded_for);
  }
}

TEST(AccessLog, EveryCutOfALineThatEndsInsideAFieldIsNone) {
  const std::string whole = "192.0.2.7 - -" + std::string(kRest);
  const std::size_t status_end = whole.find(" 7 \"-\"") + 2;
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto request = parse_access_line(whole.substr(0, size));
    // A cut right behind a field is a line of a shorter format.
    if (!request) continue;
    EXPECT_GE(size, status_end);
    EXPECT_TRUE(whole[size - 1] == '"' || whole[size] == '"' || whole[size] == ' ')
        << whole.substr(0, size);
  }
  EXPECT_TRUE(parse_access_line(std::string(4096, '\0') + whole));
  EXPECT_FALSE(parse_access_line("1795441173 2048 ."));
  EXPECT_FALSE(parse_access_line("192.0.2.7 - - [23/Nov/2026:13:40:28 +0000] \"GET / HTTP/1.1"));
}

struct PathRow {
  std::string_view target, path;
};

TEST(RequestPath, IsWhatTheServerLooksUp) {
  const PathRow rows[] = {
      {"/", "/"},
      {"/a/b.php", "/a/b.php"},
      {"/a/b.php?c=/d#e", "/a/b.php"},
      {"/a#b", "/a"},
      {"/a/", "/a/"},
      {"//a///b", "/a/b"},
      {"/./a/./b/.", "/a/b/"},
      {"/a/b/../c", "/a/c"},
      {"/a/b/..", "/a/"},
      {"/../../../etc/passwd", "/etc/passwd"},
      {"/a/../../b", "/b"},
      {"/%2e%2E/%2fetc/./x", "/etc/x"},
      {"/%61%2Ephp", "/a.php"},
      {"/%2561", "/%61"},
      {"/a%zz%", "/a%zz%"},
      {"/a;v=1/b.php;c", "/a;v=1/b.php;c"},
      {"/a+b", "/a+b"},
      {"/a%3Fb", "/a?b"},
      {"http://shop.example/a?b", "/a"},
      {"HTTPS://shop.example", "/"},
      {"http://shop.example/../a", "/a"},
      {R"(/caf\xc3\xa9)", "/caf\xc3\xa9"},
      {"/a%00.php", ""},
      {"*", ""},
      {"shop.example:443", ""},
      {"", ""},
      {"a.php", ""},
      {"/...", "/..."},
      {"/a/..b/.c", "/a/..b/.c"},
  };
  for (const PathRow& row : rows) {
    EXPECT_EQ(request_path(row.target), row.path) << row.target;
    if (const auto plain = plain_request_path(row.target)) {
      EXPECT_EQ(*plain, row.path) << row.target;
    }
  }
}

TEST(AccessField, IsUnescapedOnce) {
  EXPECT_EQ(unescape_access_field(R"(a\"b\\n\n\t)"), "a\"b\\n\n\t");
  EXPECT_EQ(unescape_access_field(R"(\xe9\xC3)"), "\xe9\xC3");
  EXPECT_EQ(unescape_access_field(R"(\x5cx41)"), R"(\x41)");
  EXPECT_EQ(unescape_access_field(R"(\xg1\q\)"), R"(\xg1\q\)");
  EXPECT_EQ(unescape_access_field(R"(\x4)"), R"(\x4)");
}

struct JsonRow {
  std::string_view line, vhost, client, forwarded_for, method, target, protocol, agent;
};

TEST(AccessLog, Json) {
  const JsonRow rows[] = {
      // nginx, with the names of its variables
      {R"({"time_local":"23/Nov/2026:13:40:28 +0100","remote_addr":"192.0.2.7","remote_user":"",)"
       R"("request":"POST /a.php?x=1 HTTP/1.1","status": "200","http_user_agent":"q\"r\u00e9"})",
       "", "192.0.2.7", "", "POST", "/a.php?x=1", "HTTP/1.1", R"(q\"r\u00e9)"},
      // Apache, in braces
      {R"({"time":"[23/Nov/2026:13:40:28 +0100]", "remoteIP":"2001:db8::1", "host":"shop.example:443",)"
       R"("request":"/a.php", "query":"?x", "method":"POST", "status":"302", "userAgent":"-"})",
       "shop.example", "2001:db8::1", "", "POST", "/a.php", "", ""},
      // Caddy: names and values of headers are the client's
      {R"({"ts":1795437628.78,"request":{"remote_ip":"127.0.0.1","client_ip":"198.51.100.7",)"
       R"("proto":"HTTP/2.0","method":"GET","host":"shop.example","uri":"/x?y","headers":)"
       R"({"Remote_ip":["192.0.2.1"],"User-Agent":["a","b"]}},"status":200,)"
       R"("resp_headers":{"Status":["500"]}})",
       "shop.example", "127.0.0.1", "198.51.100.7", "GET", "/x?y", "HTTP/2.0", "a"},
      // Traefik
      {R"({"ClientAddr":"192.0.2.9:4711","ClientHost":"192.0.2.9","DownstreamStatus":404,)"
       R"("RequestHost":"shop.example","RequestMethod":"GET","RequestPath":"/","RequestProtocol":)"
       R"("HTTP/1.1","StartUTC":"2026-11-23T12:40:28.12Z","request_User-Agent":"y"})",
       "shop.example", "192.0.2.9", "", "GET", "/", "HTTP/1.1", "y"},
      {R"({"timestamp":"2026-11-23T13:40:28+01:00","ip":"[2001:db8::1]:5","url":"/","verb":"GET",)"
       R"("code":200,"xff":"192.0.2.1, 192.0.2.2"})",
       "", "2001:db8::1", "192.0.2.1, 192.0.2.2", "GET", "/", "", ""},
  };
  const auto at = parse_rfc3339("2026-11-23T12:40:28Z");
  for (const JsonRow& row : rows) {
    const auto request = parse_access_line(row.line);
    ASSERT_TRUE(request) << row.line;
    EXPECT_EQ(request->at, at) << row.line;
    EXPECT_EQ(request->vhost, row.vhost) << row.line;
    EXPECT_EQ(request->client, row.client) << row.line;
    EXPECT_EQ(request->forwarded_for, row.forwarded_for) << row.line;
    EXPECT_EQ(request->method, row.method) << row.line;
    EXPECT_EQ(request->target, row.target) << row.line;
    EXPECT_EQ(request->protocol, row.protocol) << row.line;
    EXPECT_EQ(request->user_agent, row.agent) << row.line;
  }
}

TEST(AccessLog, JsonThatTellsNothingForSure) {
  const std::string_view good =
      R"({"msec":1795437628.7,"remote_addr":"192.0.2.7","request":"GET / HTTP/1.1","status":200})";
  ASSERT_TRUE(parse_access_line(good));
  const struct {
    std::string_view from, to;
  } rows[] = {
      {"}", ""},                                    // cut short
      {"}", R"(,"remote_addr":"192.0.2.1"})"},      // who writes bare quotes
      {"}", R"(,"status":"500"})"},                 //
      {"192.0.2.7", "unknown"},                     //
      {"1795437628.7", "0.003"},                    // how long it took
      {"1795437628.7", "\"2026-11-23 13:40:28\""},  // in what zone?
      {"200", "ok"},                                //
      {"GET / HTTP/1.1", ""},                       //
      {"GET / HTTP/1.1", "/"},                      // and the method?
      {"{", "[{"},                                  //
      {"remote_addr", "remote_port"},               //
  };
  for (const auto& row : rows) {
    std::string line(good);
    line.replace(line.find(row.from), row.from.size(), row.to);
    EXPECT_FALSE(parse_access_line(line)) << line;
    EXPECT_LE(access_stops_at(line), line.size());
  }
  EXPECT_TRUE(
      parse_access_line(std::string(good.substr(0, good.size() - 1)) + R"(,"status":200})"));
  EXPECT_FALSE(parse_access_line(std::string(100'000, '{')));
  EXPECT_FALSE(parse_access_line(R"({"a":)" + std::string(100'000, '[')));
}

}  // namespace
}  // namespace queuehound
