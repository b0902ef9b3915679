#include <gtest/gtest.h>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

EximArrival parsed(std::string_view text) {
  return parse_exim_arrival(text).value_or(EximArrival{});
}

TEST(EximArrival, HasEveryFieldOfAFullLine) {
  const EximArrival a = parsed(
      R"(bob@site.example H=pc.site.example (laptop) [2001:db8::7]:4321 I=[2001:db8::1]:465 TFO* U=id Ci=9 )"
      R"(P=esmtpsa L.- SPF=pass X=TLS1.3:X:256* CV=no DN="CN=pc" SNI=mx.site.example )"
      R"(A=login:bob@site.example:bob@site.example PRDR PRX=192.0.2.4 K S=321 M8S=8 DKIM=site.example ARC )"
      R"(DMARC=pass RT=0.104s Q=slow id*=x.1@site.example T="a \"b\" for" from <"b b"@site.example> )"
      R"(for c@d.example "e f"@d.example)");
  EXPECT_EQ(a.unparsed, "");
  EXPECT_FALSE(a.is_ambiguous);
  EXPECT_EQ(a.sender, "bob@site.example");
  EXPECT_EQ(a.host.name, "pc.site.example");
  EXPECT_EQ(a.host.helo, "laptop");
  EXPECT_EQ(a.host.ip, "2001:db8::7");
  EXPECT_EQ(a.host.port, 4321);
  EXPECT_EQ(a.interface_address, "2001:db8::1");
  EXPECT_EQ(a.interface_port, 465);
  EXPECT_EQ(a.user, "id");
  EXPECT_EQ(a.connection_id, "9");
  EXPECT_EQ(a.protocol, "esmtpsa");
  EXPECT_EQ(a.cipher, "TLS1.3:X:256*");
  EXPECT_EQ(a.certificate_verified, "no");
  EXPECT_EQ(a.certificate_name, "CN=pc");
  EXPECT_EQ(a.sni, "mx.site.example");
  EXPECT_EQ(a.auth, "login");
  EXPECT_EQ(a.auth_id, "bob@site.example");
  EXPECT_EQ(a.auth_sender, "bob@site.example");
  EXPECT_EQ(a.size, 321u);
  EXPECT_EQ(a.queue, "slow");
  EXPECT_EQ(a.message_id, "x.1@site.example");
  EXPECT_TRUE(a.has_subject);
  EXPECT_EQ(a.subject, R"(a \"b\" for)");
  EXPECT_EQ(a.raw_sender, R"("b b"@site.example)");
  EXPECT_EQ(a.recipients, R"(c@d.example "e f"@d.example)");
}

TEST(EximArrival, AQueuesNameMayHaveBlanks) {
  const struct {
    std::string_view text, queue, recipients;
  } rows[] = {
      {"<> U=x P=local S=9 Q=bulk mail", "bulk mail", ""},
      {"<> U=x P=local S=9 Q=bulk mail id=a@b for c@d", "bulk mail", "c@d"},
      {"<> U=x P=local S=9 Q=a b c T=\"x\" for c@d", "a b c", "c@d"},
      {"<> U=x P=local S=9 Q=mail from far from <> for c@d", "mail from far", "c@d"},
      {"<> U=x P=local S=9 Q=slow for c@d e@f", "slow", "c@d e@f"},
  };
  for (const auto& row : rows) {
    const EximArrival a = parsed(row.text);
    EXPECT_EQ(a.unparsed, "") << row.text;
    EXPECT_FALSE(a.is_ambiguous) << row.text;
    EXPECT_EQ(a.queue, row.queue);
    EXPECT_EQ(a.recipients, row.recipients);
  }
}

struct HostRow {
  std::string_view text, ip, helo, name, auth_id;
};

TEST(EximArrival, FindsTheGenuineHost) {
  const HostRow rows[] = {
      {"a@b.example H=[192.0.2.1] P=smtp S=1", "192.0.2.1", "", "", ""},
      {"a@b.example H=c.example [192.0.2.1] P=smtp S=1", "192.0.2.1", "", "c.example", ""},
      {"a@b.example H=(c) [192.0.2.1] P=smtp S=1", "192.0.2.1", "c", "", ""},
      {"a@b.example H=([198.51.100.9]) [192.0.2.1] P=smtp S=1", "192.0.2.1", "[198.51.100.9]", "",
       ""},
      {"a@b.example H=([IPv6:2001:db8::9]) [2001:db8::1] P=smtp S=1", "2001:db8::1",
       "[IPv6:2001:db8::9]", "", ""},
      {"<> H=(A=login:victim@site.example) [192.0.2.1] P=esmtp S=1", "192.0.2.1",
       "A=login:victim@site.example", "", ""},
      {"<> H=(a b \"c\" (d)) [192.0.2.1] P=esmtp S=1", "192.0.2.1", "a b \"c\" (d)", "", ""},
      // The HELO opens false items; nothing of a genuine line can be swallowed by them.
      {"<> H=(x) [198.51.100.66] P=esmtpa A=dovecot_login:victim@site.example S=100 id=) "
       "[192.0.2.1] P=esmtp S=321 id=r@h.example",
       "192.0.2.1", "x) [198.51.100.66] P=esmtpa A=dovecot_login:victim@site.example S=100 id=", "",
       ""},
      {"<> H=(x) [198.51.100.66] P=esmtpa A=dovecot_login:victim@site.example) [192.0.2.1] P=esmtp "
       "S=321",
       "192.0.2.1", "x) [198.51.100.66] P=esmtpa A=dovecot_login:victim@site.example", "", ""},
      {"<> H=(x) [198.51.100.66] P=esmtp S=1 T=\") [192.0.2.1] P=esmtp S=321 T=\"hi\" for "
       "a@b.example",
       "192.0.2.1", "x) [198.51.100.66] P=esmtp S=1 T=\"", "", ""},
      {"<> H=(x) [198.51.100.66] P=esmtp S=1 for q@z.example) [192.0.2.1] P=esmtp S=321 for "
       "a@b.example",
       "192.0.2.1", "x) [198.51.100.66] P=esmtp S=1 for q@z.example", "", ""},
      {"<> H=(x) [198.51.100.66]:25) [192.0.2.1]:99 P=esmtp S=321", "192.0.2.1",
       "x) [198.51.100.66]:25", "", ""},
      // A subject or Message-ID behind the host imitates one.
      {R"(<> H=(x) [192.0.2.1] P=esmtp S=321 T="y) [198.51.100.66] P=esmtpa A=login:victim S=9" for a@b.example)",
       "192.0.2.1", "x", "", ""},
      {R"(<> H=(x) [192.0.2.1] P=esmtp S=321 T="y) [198.51.100.66] P=esmtpa S=9 id=" for "q q"@b.example)",
       "192.0.2.1", "x", "", ""},
      {R"(<> H=(x) [192.0.2.1] P=esmtp S=321 id="y) [198.51.100.66] P=esmtpa A=login:victim S=9 id="@h T="z")",
       "192.0.2.1", "x", "", ""},
      {R"(<> H=(x) [192.0.2.1] P=esmtpsa DN="CN=x" A=login:bob@site.example S=321)", "192.0.2.1",
       "x", "", "bob@site.example"},
      // A certificate's name does not hide who logged in behind a login of its own.
      {R"(<> H=(x) [192.0.2.1] P=esmtpsa DN="CN=x" A=evil:y" A=login:bob@site.example S=321)",
       "192.0.2.1", "x", "", "bob@site.example"},
      {R"(<> H=(x) [192.0.2.1] P=esmtpsa SNI="mx.example" A=login:bob@site.example S=321)",
       "192.0.2.1", "x", "", "bob@site.example"},
      // Exim escapes nothing in a login's name.
      {R"(<> H=(x) [192.0.2.1] P=esmtpa A=login:q"o\ S=321 T="y" for a@b.example)", "192.0.2.1",
       "x", "", R"(q"o\)"},
      {R"(<> H=(x) [192.0.2.1] P=esmtpa A=login:q"o\ S=321)", "192.0.2.1", "x", "", R"(q"o\)"},
      // A queue's name of two words swallows no genuine item behind a HELO that opens one.
      {"<> H=(x) [198.51.100.66] P=esmtp A=login:victim S=1 Q=a) [192.0.2.1] P=esmtp S=321 Q=bulk "
       "mail for a@b.example",
       "192.0.2.1", "x) [198.51.100.66] P=esmtp A=login:victim S=1 Q=a", "", ""},
  };
  for (const HostRow& row : rows) {
    SCOPED_TRACE(row.text);
    const EximArrival a = parsed(row.text);
    EXPECT_EQ(a.unparsed, "");
    EXPECT_FALSE(a.is_ambiguous);
    EXPECT_TRUE(a.host.present);
    EXPECT_EQ(a.host.ip, row.ip);
    EXPECT_EQ(a.host.helo, row.helo);
    EXPECT_EQ(a.host.name, row.name);
    EXPECT_EQ(a.auth_id, row.auth_id);
  }
}

TEST(EximArrival, NamesNobodyWhereTwoReadingsFit) {
  for (
      const std::string_view text : {
          // HELO "x" and ident "y) [192.0.2.1]", or HELO "x) [...] U=y"?
          "<> H=(x) [198.51.100.66] U=y) [192.0.2.1] P=esmtp S=321",
          R"(<> H=(x) [198.51.100.66] P=esmtps X=c DN=") [192.0.2.1] P=esmtps X=c DN="CN=q" S=321)",
      }) {
    SCOPED_TRACE(text);
    const EximArrival a = parsed(text);
    EXPECT_TRUE(a.is_ambiguous);
    EXPECT_TRUE(a.host.present);
    EXPECT_EQ(a.host.ip, "");
    EXPECT_EQ(a.auth_id, "");
  }
}

TEST(EximArrival, KeepsTheHostWhereOnlyTheAccountIsInDoubt) {
  // A certificate's name that closes its quote and goes on with items and a list.
  const EximArrival a =
      parsed(R"(<> H=(x) [192.0.2.1] P=esmtps DN="CN=x" A=login:victim S=1 for "q" S=321)");
  EXPECT_TRUE(a.is_ambiguous);
  EXPECT_EQ(a.host.ip, "192.0.2.1");
  EXPECT_EQ(a.auth_id, "");
  EXPECT_EQ(a.size, 0u);
}

TEST(EximArrival, DoesNotBelieveAnIdentThatGoesOn) {
  const EximArrival a =
      parsed("<> H=(x) [192.0.2.1] U=y P=esmtpa A=login:victim S=9 id= P=esmtp S=321");
  EXPECT_EQ(a.unparsed, "");
  EXPECT_EQ(a.auth_id, "");
  EXPECT_EQ(a.protocol, "esmtp");
  EXPECT_EQ(a.user, "y P=esmtpa A=login:victim S=9 id=");
  EXPECT_EQ(a.host.ip, "192.0.2.1");
}

TEST(EximArrival, ReadsLocalSubmissions) {
  const EximArrival bounce = parsed(
      "<> R=1wAbCd-0003xY-2Q U=mail P=local S=77 T=\"Mail delivery failed\" from <> for bob");
  EXPECT_EQ(bounce.unparsed, "");
  EXPECT_EQ(bounce.sender, "");
  EXPECT_EQ(bounce.bounced_id, "1wAbCd-0003xY-2Q");
  EXPECT_FALSE(bounce.host.present);
  EXPECT_EQ(bounce.recipients, "bob");
  const EximArrival spaced = parsed(R"("bob smith"@site.example U=bob smith P=local S=77)");
  EXPECT_EQ(spaced.unparsed, "");
  EXPECT_EQ(spaced.sender, R"("bob smith"@site.example)");
  EXPECT_EQ(spaced.user, "bob smith");
}

struct AuthRow {
  std::string_view items, auth, id, sender;
};

TEST(EximArrival, SplitsTheLogin) {
  const AuthRow rows[] = {
      {"A=plain", "plain", "", ""},
      {"A=plain:bob@b.example", "plain", "bob@b.example", ""},
      {"A=plain:bob smith", "plain", "bob smith", ""},
      {"A=plain:bob@b.example:c@d.example", "plain", "bob@b.example", "c@d.example"},
      {"A=plain:bob:smith", "plain", "bob:smith", ""},
  };
  for (const AuthRow& row : rows) {
    SCOPED_TRACE(row.items);
    const std::string text = "<> H=(x) [192.0.2.1] P=esmtpa " + std::string(row.items) + " S=5";
    const EximArrival a = parsed(text);
    EXPECT_EQ(a.unparsed, "");
    EXPECT_EQ(a.auth, row.auth);
    EXPECT_EQ(a.auth_id, row.id);
    EXPECT_EQ(a.auth_sender, row.sender);
  }
}

TEST(EximArrival, SaysWhereItStopped) {
  const EximArrival a = parsed("a@b.example H=(x) [192.0.2.1] P=esmtp S=5 NEW=1 T=\"x\"");
  EXPECT_EQ(a.unparsed, " NEW=1 T=\"x\"");
  EXPECT_EQ(a.host.ip, "192.0.2.1");
  EXPECT_EQ(parsed("a@b.example U=a P=local S=5 for a@b.example <trunc>").unparsed, "");
  EXPECT_FALSE(parse_exim_arrival(""));
}

TEST(EximArrival, AListThatIsCutShortHoldsItsAddressesAlone) {
  const struct {
    std::string_view list;
    std::vector<std::string_view> addresses;
  } rows[] = {
      {"a@b.example c@d.example <trunc>", {"a@b.example", "c@d.example"}},
      {"<trunc>", {}},
      {"\"<trunc>\"@b.example", {"\"<trunc>\"@b.example"}},
      {"a@b.example", {"a@b.example"}},
  };
  for (const auto& row : rows) {
    std::vector<std::string_view> found;
    for_each_recipient(row.list, [&](std::string_view address) { found.push_back(address); });
    EXPECT_EQ(found, row.addresses) << row.list;
  }
}

TEST(EximArrival, IsCutWhereItDidNotFit) {
  const struct {
    std::string_view text, recipients;
    bool is_cut;
  } rows[] = {
      {"a@b.example U=x P=local S=5 T=\"one\" for a@b.example c@d.example **** log string "
       "overflowed log buffer ****",
       "a@b.example c@d.example", true},
      {"a@b.example U=x P=local S=5 for a@b.example c@d.e**** log string overflowed log buffer "
       "****",
       "a@b.example", true},
      {"a@b.example U=x P=local S=5 for a@b.example \"c **** log string overflowed log buffer ****",
       "a@b.example ", true},
      {"a@b.example U=x P=local S=5 for a@b.example <trunc>", "a@b.example <trunc>", true},
      {"a@b.example U=x P=local S=5 for a@b.example", "a@b.example", false},
  };
  for (const auto& row : rows) {
    const EximArrival a = parsed(row.text);
    EXPECT_EQ(a.recipients, row.recipients);
    EXPECT_EQ(a.is_cut, row.is_cut) << row.text;
    EXPECT_EQ(a.unparsed, "") << row.text;
  }
}

TEST(EximArrival, ReadsTheServerNameInQuotesOfOldVersions) {
  const EximArrival a = parsed(
      "a@b.example H=(x) [192.0.2.1] P=esmtps X=TLS1.2:X:256 CV=no DN=\"CN=a b\" "
      "SNI=\"mx.example\" "
      "A=login:bob S=5 id=x@y.example T=\"one\"");
  EXPECT_FALSE(a.is_ambiguous);
  EXPECT_EQ(a.certificate_name, "CN=a b");
  EXPECT_EQ(a.sni, "mx.example");
  EXPECT_EQ(a.auth_id, "bob");
}

TEST(EximArrival, TakesNoSizeThatNothingHas) {
  EXPECT_NE(parsed("a@b.example U=x P=local S=12345678901234567890").unparsed, "");
  EXPECT_EQ(parsed("a@b.example U=x P=local S=1234567890123").size, 1234567890123u);
}

TEST(EximArrival, BoundsItsWorkOnCraftedLines) {
  std::string text = "<> H=(x";
  for (int i = 0; i < 600; ++i) text += ") [192.0.2.1] U=y P=z";
  text += ") [198.51.100.1] P=esmtp S=1";
  const EximArrival a = parsed(text);
  EXPECT_TRUE(a.is_ambiguous);
  EXPECT_EQ(a.host.ip, "");
}

}  // namespace
}  // namespace queuehound
