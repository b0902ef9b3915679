// What is read in one pass is what the whole parsers read; and common lines are read in one pass.
#include "formats/exim_plain.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <string>

#include "fuzz/exim_plain_agrees.h"

namespace queuehound {
namespace {

std::vector<std::string_view> recipients;

bool is_plain_arrival(std::string_view text) {
  PlainArrival arrival;
  return read_plain_arrival(text, arrival, recipients);
}

TEST(EximPlain, CommonArrivalsArePlainAndReadAsTheWholeParserReadsThem) {
  const std::string_view rows[] = {
      "a@b.example H=mx.b.example [192.0.2.7]:4711 P=esmtps X=TLS1.3:AES:256 CV=no S=1234 "
      "id=x.1@b.example T=\"Re: the \\\"new\\\" price\" for c@d.example e@d.example",
      "a@b.example H=([10.0.0.1]) [192.0.2.7] P=esmtpsa A=dovecot_login:a@b.example S=9 for c@d",
      "a@b.example H=mx.b.example (helo.example) [2001:db8::7]:25 I=[192.0.2.1]:25 P=esmtp K S=9",
      "u@server.example U=u P=local S=1676 id=E1@server.example T=\"x\" from <u@server.example> "
      "for "
      "c@d.example",
      "<> R=1xKhuK-0000G9-4O U=Debian-exim P=local S=2000 for a@b.example",
      "<> H=mx.b.example [192.0.2.7] P=esmtp S=1 DKIM=b.example RT=0.1s Q=slow for a@b.example",
  };
  for (const std::string_view row : rows) {
    EXPECT_TRUE(is_plain_arrival(row)) << row;
    EXPECT_EQ(plain_arrival_differs(row), "") << row;
  }
}

// Each could be read in two ways, or holds what only the whole parser knows.
TEST(EximPlain, ADoubtfulArrivalIsNotPlain) {
  const std::string_view rows[] = {
      "a@b H=(x) [192.0.2.9] P=smtp S=1 T=\"(y) [192.0.2.8] P=smtp S=1\" for c@d",  // HELO's end
      "a@b H=(x) [192.0.2.9] U=ident P=smtp S=1 for c@d",  // an ident is the client's text
      "a@b H=x [192.0.2.9] P=esmtps DN=\"CN=\"x\"\" S=1",  // inner quotes
      "a@b H=x [192.0.2.9] P=esmtps SNI=\"x y\" S=1",      //
      "a@b H=x [192.0.2.9] P=esmtpa A=login:a b S=1",      // a blank in the id
      "a@b H=x [192.0.2.9] P=esmtpa A=login:a:c@d S=1",    // +smtp_mailauth
      "\"a b\"@c H=x [192.0.2.9] P=esmtp S=1",             //
      "a@b H=x [dead] P=esmtp S=1",                        //
      "a@b H=x [192.0.2.9] P=esmtp S=1 T=\"open for c@d",  //
      "a@b H=x [192.0.2.9] P=esmtp S=1 for c@d <trunc>",   //
      "a@b H=x [192.0.2.9] P=esmtp S=1 for \"q r\"@d",     //
      "a@b H=x [192.0.2.9] P=esmtp",                       //
  };
  for (const std::string_view row : rows) EXPECT_FALSE(is_plain_arrival(row)) << row;
}

TEST(EximPlain, CommonDeliveriesArePlainAndReadAsTheWholeParserReadsThem) {
  const struct {
    EximLineKind kind;
    std::string_view text;
  } rows[] = {
      {EximLineKind::delivery,
       "a@b.example R=dkim_lookuphost T=dkim_remote_smtp H=mx.b.example [192.0.2.7]:25 "
       "X=TLS1.3:AES:256 CV=yes K C=\"250 2.0.0 Ok: queued\" QT=1m2s DT=0.5s"},
      {EximLineKind::delivery,
       "info <info@b.example> R=virtual_user T=dovecot C=\"250 <info> Saved\""},
      {EximLineKind::additional, "a@b.example F=<> R=r T=t S=12 H=mx [2001:db8::1]*"},
      {EximLineKind::failure, "a@b.example R=dnslookup: Unrouteable address"},
      {EximLineKind::failure,
       "a@b.example F=<c@d> R=r T=t H=mx [192.0.2.7]: SMTP error from remote mail server after "
       "RCPT TO:<a@b.example>: 550 5.1.1 no \"such\" user"},
      {EximLineKind::failure,
       "a@b.example R=r T=t H=mx [192.0.2.7] X=y CV=yes: SMTP error: 550 no"},
      {EximLineKind::deferral, "a@b.example R=r T=t defer (-53): retry time not reached"},
      {EximLineKind::deferral, "a@b.example R=r T=t defer (111): Connection refused"},
      {EximLineKind::deferral, "a@b.example R=r T=t defer (-46) H=mx [192.0.2.7]: 451 later"},
      {EximLineKind::deferral, "a@b.example R=r: T=t: defer (-46): 451 later"},
  };
  for (const auto& row : rows) {
    PlainDelivery delivery;
    EXPECT_TRUE(read_plain_delivery(row.kind, row.text, delivery)) << row.text;
    EXPECT_EQ(plain_delivery_differs(row.kind, row.text), "") << row.text;
  }
}

TEST(EximPlain, AnArrivalThatDidNotFitIsNotPlain) {
  EXPECT_FALSE(is_plain_arrival(
      "a@b.example U=x P=local S=5 for a@b.example **** log string overflowed log buffer ****"));
}

TEST(EximPlain, ADoubtfulDeliveryIsNotPlain) {
  const struct {
    EximLineKind kind;
    std::string_view text;
  } rows[] = {
      {EximLineKind::delivery, "/dev/null <a@b.example> R=r T=**bypassed**"},
      {EximLineKind::delivery, "|/bin/x <a@b.example> R=r T=t"},
      {EximLineKind::delivery, "a R=x <\"a R=x\"@b.example> R=r T=t"},
      {EximLineKind::delivery, "a@b.example R=r T=t ST=shadow"},
      {EximLineKind::delivery, "blackhole (RCPT ACL discarded recipients)"},
      {EximLineKind::failure, "a@b.example R=r T=t: broken pipe DT=3s"},
      {EximLineKind::deferral, "a@b.example R=r T=t defer (110): timed out H=mx [192.0.2.7]: x"},
      {EximLineKind::deferral, "a@b.example R=r T=t defer (13): Permission denied DT=0s"},
      {EximLineKind::failure,
       "a.b@q R=x T=y: z@b.example <a.\"b@q R=x T=y: z\"@b.example> R=r T=t: no"},
  };
  for (const auto& row : rows) {
    PlainDelivery delivery;
    EXPECT_FALSE(read_plain_delivery(row.kind, row.text, delivery)) << row.text;
  }
}

TEST(EximPlain, RefusalsAndFailedLogins) {
  const std::string_view refusals[] = {
      "H=(x.example) [192.0.2.7]:3 F=<a@b> rejected RCPT <c@d>: relay not permitted",
      "H=mx.example [192.0.2.7] X=TLS:1 CV=no F=<> temporarily rejected RCPT <c@d>: later",
  };
  for (const std::string_view row : refusals) {
    PlainReject reject;
    EXPECT_TRUE(read_plain_reject(row, reject)) << row;
    EXPECT_EQ(plain_reject_differs(row), "") << row;
  }
  const std::string_view failures[] = {
      "login authenticator failed for (User) [192.0.2.7]:1: 535 Incorrect authentication data",
      "dovecot_login authenticator failed for h.example [192.0.2.7]: 535 Incorrect authentication "
      "data (set_id=a@b (x) y)",
  };
  for (const std::string_view row : failures) {
    PlainAuthFailure failure;
    EXPECT_TRUE(read_plain_auth_failure(row, failure)) << row;
    EXPECT_EQ(plain_auth_failure_differs(row), "") << row;
  }
  PlainReject reject;
  PlainAuthFailure failure;
  EXPECT_FALSE(
      read_plain_reject("H=(x) [192.0.2.7] F=<a@b> rejected RCPT <c@d>: (y) [192.0.2.8] F=<a@b> "
                        "rejected RCPT <c@d>: z",
                        reject));
  EXPECT_FALSE(
      read_plain_reject("H=x [192.0.2.7] A=login:u F=<a@b> rejected RCPT <c@d>: z", reject));
  EXPECT_FALSE(read_plain_auth_failure(
      "login authenticator failed for (x) [192.0.2.7]: 535 Incorrect authentication data "
      "(set_id=x) [192.0.2.8]: 535 Incorrect authentication data (set_id=y)",
      failure));
}

TEST(EximPlain, AProgramThatEximStartedItself) {
  EXPECT_EQ(read_plain_cwd("cwd=/var/spool/exim 3 args: /usr/sbin/exim -Mc 1xKhuK-0000G9-4O"),
            "/var/spool/exim");
  const std::string_view rows[] = {
      "cwd=/a b 1 args: x",     "cwd=/a 2 args: x",           "cwd=/a 1 args: ",
      "cwd=/a 1 args: \"x y\"", "cwd=/a 3 args: x 1 args: y", "cwd=/a"};
  for (const std::string_view row : rows) EXPECT_EQ(read_plain_cwd(row), "") << row;
}

// Whatever stands in the logs that we ship.
TEST(EximPlain, EveryLineOfTheSampleServerReadsTheSame) {
  std::size_t lines = 0, plain = 0;
  for (const char* path : {"var/log/exim_mainlog", "var/log/exim_mainlog-20261123"}) {
    std::ifstream log(std::string(QUEUEHOUND_SOURCE_DIR) + "/examples/sample-server/" + path);
    for (std::string line; std::getline(log, line); ++lines) {
      const auto frame = parse_exim_frame(line);
      if (!frame) continue;
      EXPECT_EQ(usual_frame_differs(line), "") << line;
      EXPECT_EQ(plain_line_differs(*frame), "") << line;
      PlainDelivery delivery;
      if (frame->text.starts_with("<= ")) plain += is_plain_arrival(frame->text.substr(3));
      if (frame->text.starts_with("=> "))
        plain += read_plain_delivery(EximLineKind::delivery, frame->text.substr(3), delivery);
    }
  }
  EXPECT_GT(lines, 100u);
  EXPECT_GT(plain, 50u);
}

}  // namespace
}  // namespace queuehound
