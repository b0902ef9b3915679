#include <gtest/gtest.h>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

using What = EximReject::What;

struct RejectRow {
  std::string_view text;
  What what;
  std::string_view ip, sender, argument, reason;
  bool is_temporary = false;
};

TEST(EximReject, ReadsEveryForm) {
  const RejectRow rows[] = {
      {"H=(x) [192.0.2.1]:9 I=[192.0.2.2]:25 F=<a@b.example> rejected RCPT <c@d.example>: No Such "
       "User: here",
       What::rcpt, "192.0.2.1", "a@b.example", "<c@d.example>", "No Such User: here"},
      {"H=(x) [192.0.2.1] X=TLS1.3:X:256 CV=no DN=\"CN=a\" SNI=mx F=<> A=login:bob temporarily "
       "rejected RCPT <c@d.example>: wait",
       What::rcpt, "192.0.2.1", "", "<c@d.example>", "wait", true},
      {"H=(x) [192.0.2.1] rejected EHLO or HELO x: bad", What::helo, "192.0.2.1", "", "x", "bad"},
      {"H=[192.0.2.1] rejected connection in \"connect\" ACL: listed", What::connect, "192.0.2.1",
       "", "", "listed"},
      {"H=[192.0.2.1] U=id rejected connection in \"connect\" ACL", What::connect, "192.0.2.1", "",
       "", ""},
      {"H=(x) [192.0.2.1] rejected AUTH LOGIN: no", What::auth, "192.0.2.1", "", "LOGIN", "no"},
      {"H=(x) [192.0.2.1] rejected MAIL <a@b.example>: no", What::mail, "192.0.2.1", "",
       "<a@b.example>", "no"},
      {"H=(x) [192.0.2.1] F=<a@b.example> rejected DATA: no", What::predata, "192.0.2.1",
       "a@b.example", "", "no"},
      {"H=(x) [192.0.2.1] rejected ETRN #x: no", What::etrn, "192.0.2.1", "", "#x", "no"},
      {"H=(x) [192.0.2.1] rejected QUIT: no", What::quit, "192.0.2.1", "", "", "no"},
      {"U=bob F=<a@b.example> rejected after DATA: no", What::data, "", "a@b.example", "", "no"},
      {"H=(x) [192.0.2.1] F=<a@b.example> rejected during MIME ACL checks: no", What::mime,
       "192.0.2.1", "a@b.example", "", "no"},
      {"F=<a@b.example> rejected by non-SMTP ACL: no", What::non_smtp, "", "a@b.example", "", "no"},
      {"F=a@b.example H=mx.b.example (x) [192.0.2.1]:9 I=[192.0.2.2]:25 P=esmtps L. rejected by "
       "local_scan(): spam: 9",
       What::data, "192.0.2.1", "a@b.example", "", "spam: 9"},
      {"F=<> H=(x) [192.0.2.1] P=esmtp temporarily rejected by local_scan(): wait", What::data,
       "192.0.2.1", "", "", "wait", true},
      {"F=<a@b.example> H=(x) [192.0.2.1] P=esmtp rejected by local_scan(): no", What::data,
       "192.0.2.1", "a@b.example", "", "no"},
      {"F=bob@b.example U=bob P=local rejected by local_scan(): no", What::data, "",
       "bob@b.example", "", "no"},
      // What a sender's quotes hold is the client's text.
      {"F=\"a H=(y) [192.0.2.66] P=esmtp rejected by local_scan(): b\"@b.example H=(x) [192.0.2.1] "
       "P=esmtp rejected by local_scan(): no",
       What::data, "192.0.2.1",
       "\"a H=(y) [192.0.2.66] P=esmtp rejected by local_scan(): b\"@b.example", "", "no"},
      {"H=(x) [192.0.2.1] rejected VRFY bob: no", What::verify, "192.0.2.1", "", "bob", "no"},
      {"H=(x) [192.0.2.1] sender verify fail for <a@b.example>: Unrouteable", What::sender_verify,
       "192.0.2.1", "", "<a@b.example>", "Unrouteable"},
      {"H=(x) [192.0.2.1] sender verify defer for <a@b.example>", What::sender_verify, "192.0.2.1",
       "", "<a@b.example>", "", true},
      {"H=(x) [192.0.2.1] F=<a@b.example> RCPT <c@d.example>: discarded by RCPT ACL: no",
       What::discarded, "192.0.2.1", "a@b.example", "<c@d.example>", "discarded by RCPT ACL: no"},
      {"H=(x) [192.0.2.1] dropped by 'connect' ACL: no", What::connect, "192.0.2.1", "", "", "no"},
      {"rejected from <a@b.example> H=(x) [192.0.2.1]: message too big: read=9 max=8",
       What::too_big, "192.0.2.1", "a@b.example", "", "message too big: read=9 max=8"},
      {"rejected MAIL FROM:<a@b.example> H=(x) [192.0.2.1]: message too big: size=9 max=8",
       What::too_big, "192.0.2.1", "a@b.example", "", "message too big: size=9 max=8"},
      {"unqualified recipient rejected: <bob> H=(x) [192.0.2.1]", What::rcpt, "192.0.2.1", "",
       "bob", ""},
      {"unqualified sender rejected: <bob> H=(x) [192.0.2.1] (failed to find host name)",
       What::mail, "192.0.2.1", "bob", "", " (failed to find host name)"},
      {"rejected EHLO from [192.0.2.1]: syntactically invalid argument(s): !", What::helo,
       "192.0.2.1", "", "", "syntactically invalid argument(s): !"},
      {"rejected MAIL from [192.0.2.1]:99 I=[192.0.2.2]:25: no HELO/EHLO given", What::mail,
       "192.0.2.1", "", "", "no HELO/EHLO given"},
      {"rejected \"EHLO x.example\" from mx.y.example (x.example) [192.0.2.1]:99 I=[192.0.2.2]:25",
       What::helo, "192.0.2.1", "", "x.example", ""},
      {"temporarily rejected \"EHLO x.example\" from (x.example) [192.0.2.1]", What::helo,
       "192.0.2.1", "", "x.example", "", true},
      {"rejected \"HELO a\" from b [192.0.2.9]\" from (a\" from b [192.0.2.9]) [192.0.2.1]",
       What::helo, "192.0.2.1", "", "a\" from b [192.0.2.9]", ""},
      {"too many recipients: message rejected: sender=<a@b.example> H=(x) [192.0.2.1]", What::rcpt,
       "192.0.2.1", "a@b.example", "", ""},
      {"rejected MAIL command H=(x) [192.0.2.1]: too many messages in one connection", What::mail,
       "192.0.2.1", "", "", "too many messages in one connection"},
      {"SMTP protocol synchronization error (input sent without waiting for greeting): rejected "
       "connection from H=[192.0.2.1] input=\"EHLO\"",
       What::synchronization, "192.0.2.1", "", "", "input=\"EHLO\""},
      {"SMTP protocol synchronization error (next input sent too soon: pipelining was not "
       "advertised): rejected \"RSET\" H=(x) [192.0.2.1] next input=\"QUIT\"",
       What::synchronization, "192.0.2.1", "", "RSET", "next input=\"QUIT\""},
  };
  for (const RejectRow& row : rows) {
    SCOPED_TRACE(row.text);
    const auto r = parse_exim_reject(row.text);
    ASSERT_TRUE(r);
    EXPECT_EQ(static_cast<int>(r->what), static_cast<int>(row.what));
    EXPECT_EQ(r->host.ip, row.ip);
    EXPECT_EQ(r->sender, row.sender);
    EXPECT_EQ(r->argument, row.argument);
    EXPECT_EQ(r->reason, row.reason);
    EXPECT_EQ(r->is_temporary, row.is_temporary);
    EXPECT_FALSE(r->is_ambiguous);
    EXPECT_EQ(rewrite_exim_line("2026-03-04 10:11:12 " + std::string(row.text)).value_or(""),
              "2026-03-04 10:11:12 " + std::string(row.text));
  }
}

TEST(EximReject, ALocalScanRefusalTellsALoginByItsProtocolOnly) {
  for (const std::string_view protocol : {"smtp", "esmtp", "esmtps", "esmtpa", "esmtpsa"}) {
    const std::string text = "F=a@b.example H=(x) [192.0.2.1] P=" + std::string(protocol) +
                             " rejected by local_scan(): no";
    const auto r = parse_exim_reject(text);
    ASSERT_TRUE(r);
    EXPECT_EQ(r->protocol, protocol);
    EXPECT_EQ(r->has_login(), protocol.ends_with('a')) << protocol;
  }
  // A guest's ident that speaks of a login makes none.
  const auto guest = parse_exim_reject(
      "F=a@b.example H=(x) [192.0.2.1] U=y P=esmtpsa rejected by local_scan(): P=esmtp rejected by "
      "local_scan(): no");
  ASSERT_TRUE(guest);
  EXPECT_FALSE(guest->has_login());
}

TEST(EximReject, NamesNobodyWhereTwoReadingsFit) {
  for (const std::string_view text : {
           // By HELO or by the recipient as typed: the line is the same.
           "H=(x) [198.51.100.66] F=<a@b.example> rejected RCPT <c) [192.0.2.1] F=<a@b.example> "
           "rejected RCPT <c>: no",
           "H=(x) [198.51.100.66] U=y) [192.0.2.1] rejected EHLO or HELO z",
           // By ident.
           "H=(x) [198.51.100.66] U=y F=<v@b.example> A=login:v) [192.0.2.1] F=<a@b.example> "
           "rejected RCPT <c@d.example>: no",
       }) {
    SCOPED_TRACE(text);
    const auto r = parse_exim_reject(text);
    ASSERT_TRUE(r);
    EXPECT_TRUE(r->is_ambiguous);
    EXPECT_EQ(r->host.ip, "");
  }
}

TEST(EximReject, ACertificatesNameIsNoSenderAndNoLogin) {
  const auto r = parse_exim_reject(
      "H=(x) [192.0.2.1] X=c CV=no DN=\"CN=x\" F=<v@b.example> A=login:victim rejected RCPT "
      "<c@d.example>: no\" F=<a@b.example> rejected RCPT <e@f.example>: no");
  ASSERT_TRUE(r);
  EXPECT_TRUE(r->is_ambiguous);
  EXPECT_EQ(r->host.ip, "192.0.2.1");
  EXPECT_EQ(r->sender, "");
  EXPECT_EQ(r->auth_id, "");
  EXPECT_EQ(r->argument, "");
  // Quotes of a reason are no end of a name.
  const auto plain = parse_exim_reject(
      "H=(x) [192.0.2.1] X=c CV=yes DN=\"CN=\"y\" z\" F=<a@b.example> A=login:bob rejected RCPT "
      "<e@f.example>: \"x\" rejected it");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->is_ambiguous);
  EXPECT_EQ(plain->sender, "a@b.example");
  EXPECT_EQ(plain->auth_id, "bob");
}

TEST(EximReject, TellsTheOwnSideOfTheConnection) {
  const auto r = parse_exim_reject(
      "H=(x) [192.0.2.1]:55 I=[192.0.2.2]:25 Ci=3 F=<a@b.example> rejected RCPT <c@d.example>");
  ASSERT_TRUE(r);
  EXPECT_EQ(r->interface_address.ip, "192.0.2.2");
  EXPECT_EQ(r->interface_address.port, 25);
  EXPECT_EQ(r->connection_id, "3");
}

TEST(EximReject, AnIdentEndsBeforeTheSenderThatMustFollow) {
  const auto r = parse_exim_reject(
      "H=(x) [192.0.2.1]:55 I=[192.0.2.2]:25 U=some one Ci=3 F=<a@b.example> A=login:bob "
      "rejected RCPT <c@d.example>: no");
  ASSERT_TRUE(r);
  EXPECT_FALSE(r->is_ambiguous);
  EXPECT_EQ(r->user, "some one");
  EXPECT_EQ(r->sender, "a@b.example");
  EXPECT_EQ(r->auth_id, "bob");
  // Two senders: which of them is the ident's, the line does not tell.
  const auto two = parse_exim_reject(
      "H=(x) [192.0.2.1] U=y F=<v@b.example> A=login:victim F=<a@b.example> rejected RCPT "
      "<c@d.example>: no");
  ASSERT_TRUE(two);
  EXPECT_TRUE(two->is_ambiguous);
  EXPECT_EQ(two->host.ip, "192.0.2.1");
  EXPECT_EQ(two->user, "");
  EXPECT_EQ(two->sender, "");
  EXPECT_EQ(two->auth_id, "");
}

TEST(EximReject, IsNotAHostErrorOfADelivery) {
  EXPECT_FALSE(parse_exim_reject("H=mx.example [192.0.2.1]: 550 rejected RCPT <a@b.example>: no"));
  EXPECT_FALSE(parse_exim_reject("H=mx.example [192.0.2.1] Connection refused"));
  EXPECT_FALSE(parse_exim_reject(""));
}

struct FailureRow {
  std::string_view text, authenticator, ip;
  unsigned code;
  std::string_view set_id;
};

TEST(EximAuthFailure, ReadsBothAges) {
  const FailureRow rows[] = {
      {"login authenticator failed for (x) [192.0.2.1]:99 I=[192.0.2.2]:465: 535 Incorrect "
       "authentication data (set_id=a@b.example)",
       "login", "192.0.2.1", 535, "a@b.example"},
      {"login authenticator failed for H=(x) [192.0.2.1]:99: 535 Incorrect authentication data "
       "(set_id=)",
       "login", "192.0.2.1", 535, ""},
      {"login authenticator failed for pc.example (x) [192.0.2.1]: 535 Incorrect authentication "
       "data",
       "login", "192.0.2.1", 535, ""},
      {"login authenticator failed for ([198.51.100.2]) [192.0.2.1] U=id: 435 Unable to "
       "authenticate at present (set_id=a): no socket",
       "login", "192.0.2.1", 435, "a"},
      {"login authenticator failed for (x) [2001:db8::1]:99: 501 Invalid base64 data", "login",
       "2001:db8::1", 501, ""},
      {"login authenticator failed for (x) [192.0.2.1]: 535 Incorrect authentication data "
       "(set_id=a (b) [198.51.100.2])",
       "login", "192.0.2.1", 535, "a (b) [198.51.100.2]"},
      {"login authenticator failed for (x) [192.0.2.1]:99 Ci=0: 535 Incorrect authentication data "
       "(set_id=a@b.example)",
       "login", "192.0.2.1", 535, "a@b.example"},
      {"login authenticator failed for H=(x) [192.0.2.1]:25 I=[192.0.2.2]:465 U=some one Ci=5: 535 "
       "Incorrect authentication data (set_id=a)",
       "login", "192.0.2.1", 535, "a"},
      {"login authenticator failed for (x: 535 no (set_id=y) [192.0.2.1]: 535 Incorrect "
       "authentication data (set_id=a)",
       "login", "192.0.2.1", 535, "a"},
  };
  for (const FailureRow& row : rows) {
    SCOPED_TRACE(row.text);
    const auto f = parse_exim_auth_failure(row.text);
    ASSERT_TRUE(f);
    EXPECT_FALSE(f->is_ambiguous);
    EXPECT_EQ(f->authenticator, row.authenticator);
    EXPECT_EQ(f->host.ip, row.ip);
    EXPECT_EQ(f->code, row.code);
    EXPECT_EQ(f->set_id, row.set_id);
    EXPECT_EQ(rewrite_exim_line("2026-03-04 10:11:12 " + std::string(row.text)).value_or(""),
              "2026-03-04 10:11:12 " + std::string(row.text));
  }
}

TEST(EximAuthFailure, NamesNobodyWhereSetIdImitatesAHost) {
  const auto f = parse_exim_auth_failure(
      "login authenticator failed for (x) [198.51.100.66]: 535 Incorrect authentication data "
      "(set_id=y) "
      "[192.0.2.1]: 535 Incorrect authentication data (set_id=z)");
  ASSERT_TRUE(f);
  EXPECT_TRUE(f->is_ambiguous);
  EXPECT_EQ(f->host.ip, "");
  EXPECT_EQ(f->set_id, "");
}

struct ConnectionRow {
  std::string_view text;
  EximConnection::What what;
  std::string_view ip;
};

TEST(EximConnection, ReadsEveryForm) {
  using W = EximConnection::What;
  const ConnectionRow rows[] = {
      {"SMTP connection from [192.0.2.1]:99 I=[192.0.2.2]:25 (TCP/IP connection count = 3)",
       W::opened, "192.0.2.1"},
      {"SMTP connection from (x) [192.0.2.1] closed by QUIT", W::closed, "192.0.2.1"},
      {"SMTP connection from (x) [192.0.2.1]:99 D=5s closed by QUIT", W::closed, "192.0.2.1"},
      {"SMTP connection Ci=12 from (x) [192.0.2.1] lost D=0.1s", W::lost, "192.0.2.1"},
      {"SMTP connection from root", W::opened, ""},
      {"SMTP connection from root D=1s closed by QUIT", W::closed, ""},
      {"SMTP connection from (a) [198.51.100.6] lost) [192.0.2.1] closed by QUIT", W::closed,
       "192.0.2.1"},
      {"unexpected disconnection while reading SMTP command from (x) [192.0.2.1] D=3s", W::lost,
       "192.0.2.1"},
      {"SMTP command timeout on TLS connection from (x) [192.0.2.1]:9 D=300s", W::timeout,
       "192.0.2.1"},
      {"SMTP data timeout (message abandoned) on connection from (x) [192.0.2.1] F=<a@b.example> "
       "D=9s",
       W::timeout, "192.0.2.1"},
      {"SMTP connection lost after final dot H=(x) [192.0.2.1]:9 P=esmtp", W::lost, "192.0.2.1"},
      {"no MAIL in SMTP connection from (x) [192.0.2.1] D=1s C=EHLO,QUIT", W::no_mail, "192.0.2.1"},
      {"SMTP syntax error in \"FROB\" H=(x) [192.0.2.1] unrecognized command", W::protocol_error,
       "192.0.2.1"},
      {"SMTP call from (x) [192.0.2.1] dropped: too many syntax or protocol errors (last command "
       "was \"x\", NULL)",
       W::protocol_error, "192.0.2.1"},
      {"Connection from [192.0.2.1]:9 refused: too many connections", W::refused, "192.0.2.1"},
      // What the HELO imitates does not reach the line's end in Exim's words.
      {"unexpected disconnection while reading SMTP command from (x) [198.51.100.66] P=x) "
       "[192.0.2.1] (error: Connection reset by peer) D=3s",
       W::lost, "192.0.2.1"},
      {"no MAIL in SMTP connection from (x) [198.51.100.66] D=1m) [192.0.2.1] D=1s C=EHLO,QUIT",
       W::no_mail, "192.0.2.1"},
      {"TLS error on connection from (x) [192.0.2.1] (SSL_accept): error:0A", W::tls_error,
       "192.0.2.1"},
      {"H=(x) [192.0.2.1]:5 incomplete transaction (RSET) from <a@b.example>", W::incomplete,
       "192.0.2.1"},
      {"H=(x) [198.51.100.66] incomplete transaction (RSET) [192.0.2.1] incomplete transaction "
       "(connection lost) from <a@b.example> for c@d.example",
       W::incomplete, "192.0.2.1"},
  };
  for (const ConnectionRow& row : rows) {
    SCOPED_TRACE(row.text);
    const auto c = parse_exim_connection(row.text);
    ASSERT_TRUE(c);
    if (row.text.contains(" lost) [")) continue;
    EXPECT_EQ(static_cast<int>(c->what), static_cast<int>(row.what));
    EXPECT_EQ(c->host.ip, row.ip);
    EXPECT_FALSE(c->is_ambiguous);
  }
}

TEST(EximConnection, TellsWhoseLetterBrokeOff) {
  constexpr std::string_view kTimeout =
      "SMTP data timeout (message abandoned) on connection from (x) [192.0.2.1] ";
  const struct {
    std::string_view behind_host, sender;
    bool is_told;
  } rows[] = {
      {"F=<a@b.example> D=9s", "a@b.example", true},
      {"F=<> D=9s", "", true},
      {"D=9s", "", false},
      {"F=<a@b.example> more", "", false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.behind_host);
    const std::string text = std::string(kTimeout) + std::string(row.behind_host);
    const auto c = parse_exim_connection(text);
    ASSERT_TRUE(c);
    EXPECT_EQ(c->sender.data() != nullptr, row.is_told);
    EXPECT_EQ(c->sender, row.sender);
  }
}

TEST(EximConnection, NamesNobodyWhereTheHeloImitatesTheWholeLine) {
  const auto c = parse_exim_connection(
      "no MAIL in SMTP connection from (x) [198.51.100.66] D=1s C=A) [192.0.2.1] D=1s C=EHLO,QUIT");
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->is_ambiguous);
  EXPECT_EQ(c->host.ip, "");
}

TEST(EximConnection, NamesNobodyWhereACommandImitatesAHost) {
  const auto c = parse_exim_connection(
      "SMTP protocol error in \"AUTH\" H=(t) [198.51.100.66] \" H=(x) [192.0.2.1] AUTH command "
      "used when not advertised");
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->is_ambiguous);
  EXPECT_EQ(c->host.ip, "");
}

}  // namespace
}  // namespace queuehound
