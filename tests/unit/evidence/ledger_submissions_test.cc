#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {
namespace {

using What = SubmissionStep::What;

const Time kFrom{days_from_civil(2026, 11, 22) * seconds(86400)};
constexpr std::string_view kBox = "kim@shop.example", kOther = "ben@shop.example";
constexpr std::string_view kLetter = "1xVAAA-000001-00";

struct Step {
  What what = What::login;
  int at = 0;
  std::string_view session = "s";
  std::string_view address = "203.0.113.7";
  std::string_view user = kBox;
  bool tells_id = true;
};

Ledger settled(const std::vector<Step>& steps, std::string_view seen = "127.0.0.1") {
  Ledger ledger(kFrom, kFrom + seconds(86400));
  Arrival arrival;
  arrival.id = *parse_message_id(kLetter);
  arrival.at = kFrom + seconds(100);
  arrival.submission = SubmissionClass::mailbox;
  arrival.name = arrival.sender = kBox;
  arrival.has_address = arrival.has_login = true;
  arrival.address = *parse_ip_address(seen);
  ledger.learn(arrival);
  for (const Step& step : steps)
    ledger.learn(SubmissionStep{
        step.what, kFrom + seconds(step.at), step.user, step.session,
        *parse_ip_address(step.address),
        step.what == What::relayed && step.tells_id ? parse_message_id(kLetter) : std::nullopt});
  ledger.settle(false);
  return ledger;
}

std::string client(const std::vector<Step>& steps, std::string_view seen = "127.0.0.1") {
  const Ledger ledger = settled(steps, seen);
  const Message& letter = ledger.messages[0];
  return to_text(ledger.address(letter.address)) + (letter.is_of_unknown_session ? " ?" : "");
}

const Step kLogin{What::login, 98}, kRelayed{What::relayed, 101};

TEST(Submissions, TheSessionsLoginTellsWhoseLetterItIs) {
  EXPECT_EQ(client({kLogin, kRelayed}), "203.0.113.7");
  EXPECT_EQ(client({kRelayed, kLogin, {What::end, 103}}), "203.0.113.7");
  EXPECT_EQ(client({kLogin, kRelayed, kRelayed, kLogin}), "203.0.113.7");
  EXPECT_EQ(client({kLogin, kRelayed}, "172.17.0.2"), "203.0.113.7");
  EXPECT_EQ(client({kLogin, {What::login, 99, "t", "198.51.100.4"}, kRelayed}), "203.0.113.7");
}

TEST(Submissions, NobodyIsGuessed) {
  EXPECT_EQ(client({kRelayed}), "127.0.0.1 ?");
  EXPECT_EQ(client({{What::login, 98, ""}, {What::relayed, 101, ""}}), "127.0.0.1 ?");
  EXPECT_EQ(client({kLogin, {What::login, 99, "s", "198.51.100.4"}, kRelayed}), "127.0.0.1 ?");
  EXPECT_EQ(client({{What::login, 98, "s", "203.0.113.7", kOther}, kRelayed}), "127.0.0.1 ?");
}

TEST(Submissions, OfWhatEximSawItselfNothingIsTaken) {
  EXPECT_EQ(client({kLogin, kRelayed}, "192.0.2.9"), "192.0.2.9");
  const Step login{What::login, 98, "s", "203.0.113.7", kOther};
  const Step relayed{What::relayed, 101, "s", "203.0.113.7", kOther};
  EXPECT_EQ(client({login, relayed}), "127.0.0.1");  // another mailbox's
  EXPECT_EQ(client({{What::login, 98, "s", "127.0.0.1"}, kRelayed}), "127.0.0.1");
}

TEST(Submissions, SessionsAreKeptWhereNoLineTellsIds) {
  const Step untold{What::relayed, 101, "s", "203.0.113.7", kBox, false};
  EXPECT_TRUE(settled({kLogin, kRelayed}).submission_sessions.empty());
  const Ledger ledger = settled({{What::login, 90, ""}, kLogin, untold, {What::end, 103}});
  ASSERT_EQ(ledger.submission_sessions.size(), 2u);
  EXPECT_EQ(Time(ledger.submission_sessions[0].end), kFrom + seconds(90 + 86400));
  EXPECT_EQ(Time(ledger.submission_sessions[1].end), kFrom + seconds(103));
}

}  // namespace
}  // namespace queuehound
