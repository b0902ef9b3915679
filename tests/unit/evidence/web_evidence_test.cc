#include "evidence/web_evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace queuehound {
namespace {

const Time kFrom{seconds(1'795'000'000)};
const Time kTo = kFrom + seconds(86400);

TEST(MailTimes, AMessageFollowsItsRequestWithinTwoSeconds) {
  const MailTimes mail{{1000, 2000}};
  const struct {
    std::int64_t request;
    bool follows;
  } rows[] = {{997, false},
              {998, true},
              {999, true},
              {1000, true},
              {1001, true},  // nginx stamps the
                             // end
              {1002, false},
              {1997, false},
              {1998, true},
              {2001, true},
              {2002, false},
              {0, false}};
  for (const auto& row : rows)
    EXPECT_EQ(mail.follows(Time(seconds(row.request))), row.follows) << row.request;
  EXPECT_FALSE(MailTimes{}.follows(Time(seconds(5))));
}

TEST(MailTimes, CoverageIsTheShareOfMomentsThatAMessageFollows) {
  std::mt19937_64 random(3);
  for (unsigned round = 0; round < 200; ++round) {
    MailTimes mail;
    std::int64_t at = 5000;
    for (std::uint64_t i = 2 + random() % 30; i > 0; --i)
      mail.seconds.push_back(at += 1 + static_cast<std::int64_t>(random() % 9));
    std::int64_t followed = 0, moments = 0;
    for (std::int64_t second = mail.seconds.front() - kRequestToMail.count();
         second <= mail.seconds.back() + kMailToRequest.count(); ++second) {
      ++moments;
      followed += mail.follows(Time(seconds(second)));
    }
    ASSERT_DOUBLE_EQ(mail.coverage(), static_cast<double>(followed) / static_cast<double>(moments));
  }
  EXPECT_EQ(MailTimes{}.coverage(), 0);
  EXPECT_EQ(MailTimes{{7}}.coverage(), 0) << "one message tells no rate";
}

using Tale = std::map<std::string, std::string>;

Tale tell(const WebEvidence& web) {
  Tale tale;
  auto stamp = [](Time at) { return std::to_string(at.time_since_epoch().count()) + " "; };
  for (const RequestRow& row : web.rows) {
    const std::string key = std::to_string(row.suspect) + " " + std::string(web.text(row.path)) +
                            " " + to_text(web.address(row.address));
    std::string text = web.url_of(row) + " ";
    for (const std::uint32_t n : {row.requests, row.posts, row.joined, row.joined_posts,
                                  web.pages_seen(row.suspect, row.address)})
      text += std::to_string(n) + " ";
    for (const Time at : {row.first, row.last, row.first_joined, row.last_joined})
      text += stamp(at);
    const PageHistory past = web.history(row.suspect, row.page());
    const CallerHistory caller =
        web.posted_before(row.suspect, row.page(), web.address(row.address));
    text += std::to_string(caller.posts) + "/" + std::to_string(caller.days) + " ";
    tale[key] = text + std::to_string(past.requests) + "/" + std::to_string(past.addresses) + " " +
                std::to_string(row.source.offset) + row.line;
  }
  std::string joined;
  for (const JoinedRequest& request : web.joined)
    joined += stamp(request.at) + to_text(web.address(web.rows[request.row].address)) +
              (request.is_post ? "P " : "G ");
  tale["joined"] = joined;
  return tale;
}

struct Asked {
  std::uint32_t suspect;
  std::int64_t at;
  std::string path;
  unsigned host;
  bool is_post, is_page;
};

std::vector<Asked> ask(std::mt19937_64& random) {
  std::vector<Asked> all;
  for (unsigned i = 0; i < 3000; ++i)
    all.push_back({static_cast<std::uint32_t>(random() % 2),
                   static_cast<std::int64_t>(random() % 172'800) - 86'400,
                   random() % 2 == 0 ? "/contact.php" : "/", static_cast<unsigned>(random() % 90),
                   random() % 2 == 0, random() % 3 == 0});
  std::ranges::sort(all, {}, &Asked::at);
  return all;
}

Tale learn_cut(const std::vector<Asked>& all, const std::vector<MailTimes>& suspects,
               std::size_t parts) {
  WebEvidence web(suspects, kFrom, kTo);
  for (std::size_t part = 0; part < parts; ++part) {
    WebEvidence piece(suspects, kFrom, kTo);
    for (std::size_t i = all.size() * part / parts; i < all.size() * (part + 1) / parts; ++i) {
      WebEvidence::Request request;
      request.at = kFrom + seconds(all[i].at);
      request.host = "site.example";
      request.path = all[i].path;
      request.path_hash = WebEvidence::hash_of(request.path);
      request.address = *parse_ip_address("198.51.100." + std::to_string(all[i].host));
      request.is_post = all[i].is_post;
      request.is_page = all[i].is_page;
      request.source = {1, i * 100};
      const std::string line = "line " + std::to_string(i);
      request.line = line;
      piece.learn(all[i].suspect, request);
    }
    web.absorb(std::move(piece));
  }
  web.settle([](const IpAddress&) { return false; });
  return tell(web);
}

TEST(WebEvidence, CutInPartsTellsTheSame) {
  std::mt19937_64 random(21);
  const std::vector<Asked> all = ask(random);
  std::vector<MailTimes> suspects(2);
  for (std::int64_t at = kFrom.time_since_epoch().count(); at < kTo.time_since_epoch().count();
       at += 40) {
    suspects[0].seconds.push_back(at);
    if (at % 3 == 0) suspects[1].seconds.push_back(at);
  }
  const Tale whole = learn_cut(all, suspects, 1);
  EXPECT_GT(whole.size(), 100u);
  for (const std::size_t parts : {2u, 7u, 100u})
    EXPECT_EQ(learn_cut(all, suspects, parts), whole) << parts;
}

// Posts to one page, in seconds of the window: {second, address}.
using Posts = std::vector<std::pair<std::int64_t, std::string>>;

// "203.0.113.7 2 of 2, ..." where each address' posts are joined.
std::string tell_logs(const std::vector<Posts>& logs) {
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
  for (const Posts& posts : logs) {
    WebEvidence log = web.part();
    for (const auto& [at, address] : posts) {
      WebEvidence::Request request;
      request.at = kFrom + seconds(at);
      request.path = "/form.php";
      request.path_hash = WebEvidence::hash_of(request.path);
      request.address = *parse_ip_address(address);
      request.is_post = true;
      log.learn(0, request);
    }
    web.absorb_log(std::move(log));
  }
  web.settle([](const IpAddress& address) { return is_loopback(address); });
  std::string text;
  std::size_t joined = 0;
  for (const RequestRow& row : web.rows) {
    if (row.suspect == kNobody) continue;
    if (!text.empty()) text += ", ";
    text += to_text(web.address(row.address)) + " " + std::to_string(row.joined_posts) + " of " +
            std::to_string(row.posts);
    EXPECT_EQ(row.requests, row.posts);
    joined += row.joined;
  }
  EXPECT_EQ(web.joined.size(), joined);
  return text;
}

TEST(WebEvidence, WhatTwoLogsTellIsOneRequest) {
  struct Row {
    std::vector<Posts> logs;
    std::string_view told;
  };
  const Row rows[] = {
      {{{{99, "203.0.113.7"}, {5000, "203.0.113.7"}}, {{99, "203.0.113.7"}, {5000, "203.0.113.7"}}},
       "203.0.113.7 1 of 2"},
      {{{{98, "203.0.113.7"}}, {{101, "203.0.113.7"}}}, "203.0.113.7 1 of 1"},  // begun, ended
      {{{{99, "203.0.113.7"}, {99, "203.0.113.7"}}, {{99, "203.0.113.7"}}}, "203.0.113.7 2 of 2"},
      {{{{99, "203.0.113.7"}, {99, "203.0.113.7"}}}, "203.0.113.7 2 of 2"},
      {{{{99, "203.0.113.7"}}, {{99, "203.0.113.8"}}}, "203.0.113.7 1 of 1, 203.0.113.8 1 of 1"},
      {{{{99, "203.0.113.7"}}, {{99, "127.0.0.1"}, {5000, "127.0.0.1"}}}, "203.0.113.7 1 of 1"},
      {{{{99, "127.0.0.1"}}, {{99, "203.0.113.7"}}}, "203.0.113.7 1 of 1"},
      {{{{99, "203.0.113.7"}}, {{99, "127.0.0.1"}, {100, "127.0.0.1"}}},
       "203.0.113.7 1 of 1, 127.0.0.1 1 of 1"},
      {{{{99, "203.0.113.7"}, {99, "127.0.0.1"}}}, "203.0.113.7 1 of 1, 127.0.0.1 1 of 1"},
      {{{{99, "203.0.113.7"}}, {{99, "203.0.113.7"}}, {{99, "127.0.0.1"}}}, "203.0.113.7 1 of 1"},
  };
  for (const Row& row : rows) EXPECT_EQ(tell_logs(row.logs), row.told);
}

TEST(WebEvidence, WhatOneLogHidesStaysHiddenByTheNext) {
  const std::vector<MailTimes> suspects(3);
  WebEvidence web(suspects, kFrom, kTo);
  web.hide_requests_of(0);  // a log that was given up
  for (const std::uint32_t hidden : {1u, 2u}) {
    WebEvidence log = web.part(), piece = web.part();
    piece.hide_requests_of(hidden);
    log.absorb(std::move(piece));
    web.absorb_log(std::move(log));
  }
  for (const std::uint32_t suspect : {0u, 1u, 2u}) EXPECT_TRUE(web.hides_requests_of(suspect));
}

// Each request of a flood makes a name of its own. Who was there before goes on being counted.
TEST(WebEvidence, AFloodOfNamesHasItsEnd) {
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 5}}, MailTimes{}}, kFrom, kTo);
  std::string path;
  const auto ask = [&](WebEvidence& part, std::uint32_t suspect, std::string_view name) {
    WebEvidence::Request request;
    request.at = kFrom + seconds(5);
    request.path = name;
    request.path_hash = WebEvidence::hash_of(name);
    request.address = *parse_ip_address("203.0.113.7");
    request.is_page = true;
    part.learn(suspect, request);
  };
  constexpr std::size_t kParts = 9, kMore = 1000;
  for (std::size_t part = 0; part < kParts; ++part) {
    WebEvidence piece = web.part();
    ask(piece, 0, "/first.php");
    for (std::size_t i = 0; i < kMaxRowsOfSuspect / 8; ++i)
      ask(piece, 0, path = "/" + std::to_string(part) + "-" + std::to_string(i));
    ask(piece, 1, "/other.php");
    web.absorb(std::move(piece));
  }
  for (std::size_t i = 0; i < kMore; ++i) ask(web, 0, path = "/more" + std::to_string(i));
  web.settle([](const IpAddress&) { return false; });
  EXPECT_EQ(web.rows_of(0).size(), kMaxRowsOfSuspect);
  EXPECT_EQ(web.rows.front().requests, kParts);
  EXPECT_EQ(web.joined_of(0).size(), kMaxRowsOfSuspect + kParts - 1);
  EXPECT_LT(web.strings.size(), kMaxRowsOfSuspect + kMore + 10);
  EXPECT_TRUE(web.is_full(0));
  EXPECT_TRUE(web.hides_requests_of(0));
  ASSERT_EQ(web.rows_of(1).size(), 1u);  // another's flood takes none of its room
  EXPECT_EQ(web.rows_of(1).front().requests, kParts);
  EXPECT_FALSE(web.is_full(1));
}

// A form is looked at over IPv6 and sent over IPv4. Pages seen by who posts, in order of asking.
TEST(WebEvidence, WhoLooksOverOneProtocolMayPostOverTheOther) {
  struct Step {
    std::int64_t at;
    std::string_view address, user_agent;
    bool is_post;
  };
  struct Row {
    std::string_view what;
    std::vector<Step> steps;
    std::string_view seen;
  };
  constexpr std::string_view kSix = "2001:db8::1", kFour = "203.0.113.7", kOther = "203.0.113.8";
  const Row rows[] = {
      {"one visitor", {{90, kSix, "A", false}, {99, kFour, "A", true}}, "1"},
      {"the other way", {{90, kFour, "A", false}, {99, kSix, "A", true}}, "1"},
      {"in vain", {{90, kSix, "A", false}, {99, kFour, "B", true}}, "0"},
      {"of one protocol", {{90, kOther, "A", false}, {99, kFour, "A", true}}, "0"},
      {"too late", {{90, kSix, "A", false}, {211, kFour, "A", true}}, "0"},
      {"before he looks", {{99, kFour, "A", true}, {100, kSix, "A", false}}, "0"},
      {"no browser told", {{90, kSix, "", false}, {99, kFour, "", true}}, "0"},
      {"two might be his",
       {{90, kSix, "A", false}, {99, kFour, "A", true}, {100, kOther, "A", true}},
       "0 0"},
      {"he may be either",
       {{90, kSix, "A", false}, {91, "2001:db8::2", "A", false}, {99, kFour, "A", true}},
       "0"},
      {"who looked posts himself",
       {{90, kSix, "A", false}, {95, kSix, "A", true}, {99, kFour, "A", true}},
       "1 0"},
      {"posts again and again",
       {{90, kSix, "A", false}, {99, kFour, "A", true}, {100, kFour, "A", true}},
       "0 0"},
  };
  for (const Row& row : rows) {
    WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
    for (const Step& step : row.steps) {
      WebEvidence::Request request;
      request.at = kFrom + seconds(step.at);
      request.path = "/form.php";
      request.path_hash = WebEvidence::hash_of(request.path);
      request.address = *parse_ip_address(step.address);
      request.is_post = step.is_post;
      request.is_page = !step.is_post;
      request.user_agent = step.user_agent;
      web.learn(0, request);
    }
    web.settle([](const IpAddress&) { return false; });
    std::string seen;
    for (const Step& step : row.steps) {
      if (!step.is_post) continue;
      const std::uint32_t address = web.strings.find(bytes_of(*parse_ip_address(step.address)));
      seen += (seen.empty() ? "" : " ") + std::to_string(web.pages_seen(0, address));
    }
    EXPECT_EQ(seen, row.seen) << row.what;
  }
}

// HAProxy in front of all sites and names none; Apache behind it sees the proxy alone, and has a
// log of each site.
TEST(WebEvidence, WhoIsBehindAProxyTellsTheSite) {
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
  const auto learn = [](WebEvidence& log, std::int64_t at, std::string_view address,
                        std::string_view site) {
    WebEvidence::Request request;
    request.at = kFrom + seconds(at);
    request.host = request.site = site;
    request.path = "/form.php";
    request.path_hash = WebEvidence::hash_of(request.path);
    request.address = *parse_ip_address(address);
    request.is_post = true;
    log.learn(0, request);
  };
  WebEvidence front = web.part(), behind = web.part();
  for (const std::int64_t at : {-90'000, 99, 5000}) learn(front, at, "203.0.113.7", "");
  learn(front, 100, "203.0.113.8", "");  // of another site, whose log is not read
  for (const std::int64_t at : {-90'000, 99, 5000}) learn(behind, at, "127.0.0.1", "shop.example");
  web.absorb_log(std::move(front));
  web.absorb_log(std::move(behind));
  web.settle([](const IpAddress& address) { return is_loopback(address); });
  std::string text;
  for (const RequestRow& row : web.rows)
    if (row.suspect != kNobody && row.requests > 0)
      text += to_text(web.address(row.address)) + " " + web.url_of(row) + " " +
              std::to_string(row.joined_posts) + " of " + std::to_string(row.posts) + "\n";
  EXPECT_EQ(text,
            "203.0.113.7 /form.php 0 of 1\n"
            "203.0.113.8 /form.php 1 of 1\n"
            "127.0.0.1 shop.example/form.php 0 of 1\n"
            "203.0.113.7 shop.example/form.php 1 of 1\n");
  const PageId page = web.rows.back().page();
  EXPECT_EQ(web.joined.size(), 2u);
  EXPECT_TRUE(web.asked_before(0, page, *parse_ip_address("203.0.113.7")));
}

TEST(WebEvidence, CountsThePastApartAndTheFutureNotAtAll) {
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
  WebEvidence::Request request;
  request.path = "/form.php";
  request.path_hash = WebEvidence::hash_of(request.path);
  request.address = *parse_ip_address("2001:db8::1");
  for (const std::int64_t at : {-90'000, -3, 0, 99, 86'400, 86'403}) {
    request.at = kFrom + seconds(at);
    web.learn(0, request);
  }
  ASSERT_EQ(web.rows.size(), 1u);
  EXPECT_EQ(web.rows[0].requests, 3u);
  EXPECT_EQ(web.rows[0].joined, 1u);
  EXPECT_EQ(web.history(0, web.rows[0].page()).requests, 2u);
  EXPECT_EQ(web.history(0, web.rows[0].page()).addresses, 1u);
}

TEST(WebEvidence, TellsWhoPostedBeforeByHisNeighbourhoodAndHowManyDays) {
  constexpr std::int64_t kDay = 86400;
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
  const auto ask = [&](std::int64_t second, const char* address, bool is_post) {
    WebEvidence::Request request;
    request.at = kFrom + seconds(second);
    request.host = request.site = "site.example";
    request.path = "/pay.php";
    request.path_hash = WebEvidence::hash_of(request.path);
    request.address = *parse_ip_address(address);
    request.is_post = is_post;
    web.learn(0, request);
  };
  for (const std::int64_t day : {3, 2, 2, 1}) ask(-day * kDay + 60, "203.0.113.7", true);
  ask(-kDay, "198.51.100.1", false);  // only looked
  ask(100, "203.0.113.8", true);      // now
  ASSERT_EQ(web.rows.size(), 1u);
  const PageId page = web.rows[0].page();
  const CallerHistory known = web.posted_before(0, page, *parse_ip_address("203.0.113.99"));
  EXPECT_EQ(known.posts, 4u);
  EXPECT_EQ(std::popcount(known.days), 3);
  EXPECT_EQ(web.posted_before(0, page, *parse_ip_address("198.51.100.1")).posts, 0u);
}

TEST(WebEvidence, KeepsThePastOfPagesThatMailedOnly) {
  WebEvidence web({MailTimes{{kFrom.time_since_epoch().count() + 100}}}, kFrom, kTo);
  const auto ask_for = [](std::string_view path, std::int64_t at) {
    WebEvidence::Request request;
    request.at = kFrom + seconds(at);
    request.path = path;
    request.path_hash = WebEvidence::hash_of(path);
    request.address = *parse_ip_address("203.0.113.7");
    return request;
  };
  web.learn(0, ask_for("/form.php", 99));
  web.learn(0, ask_for("/", 5000));
  ASSERT_EQ(web.joined_paths(), std::vector<std::string>{"/form.php"});
  WebEvidence past = web.part();
  past.keep_history_of(web.joined_paths());
  EXPECT_TRUE(past.wants(ask_for("/form.php", -90'000)));
  EXPECT_FALSE(past.wants(ask_for("/", -90'000)));
  EXPECT_TRUE(past.wants(ask_for("/", 5000))) << "in the window every page is wanted";
  EXPECT_FALSE(past.wants(ask_for("/form.php", 86'403)));
}

}  // namespace
}  // namespace queuehound
