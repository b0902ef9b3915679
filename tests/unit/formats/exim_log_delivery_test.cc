#include <gtest/gtest.h>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

using Kind = EximLineKind;

EximDelivery parsed(Kind kind, std::string_view text) {
  return parse_exim_delivery(kind, text).value_or(EximDelivery{});
}

TEST(EximDelivery, HasEveryFieldOfARemoteOne) {
  const EximDelivery d = parsed(
      Kind::delivery,
      R"(c@d.example (l@d.example, m@d.example) <all@site.example> F=<bob@site.example> Q=slow P=<bob@site.example> )"
      R"(R=dns T=smtp S=77 H=mx.d.example DS [192.0.2.9]:25* PRX=[192.0.2.4]:9 I=[192.0.2.1]:40 TFO* PS=a X=TLS1.3:X:256* )"
      R"(CV=dane DN="CN=mx" A=plain:u L* PRDR K DKIM=site.example C="250 \"ok\" R=<x> H=(y) [198.51.100.1]" QT=1m4s DT=0.104s)");
  EXPECT_EQ(d.unparsed, "");
  EXPECT_EQ(d.final_address, "c@d.example");
  EXPECT_EQ(d.parents, "l@d.example, m@d.example");
  EXPECT_EQ(d.top_address, "all@site.example");
  EXPECT_EQ(d.recipient(), "all@site.example");
  EXPECT_EQ(d.sender, "bob@site.example");
  EXPECT_EQ(d.return_path, "bob@site.example");
  EXPECT_TRUE(d.has_return_path);
  EXPECT_EQ(d.queue, "slow");
  EXPECT_EQ(d.router, "dns");
  EXPECT_EQ(d.transport, "smtp");
  EXPECT_EQ(d.size, 77u);
  EXPECT_EQ(d.host.name, "mx.d.example");
  EXPECT_EQ(d.host.ip, "192.0.2.9");
  EXPECT_EQ(d.host.port, 25);
  EXPECT_EQ(d.interface_address, "192.0.2.1");
  EXPECT_EQ(d.interface_port, 40);
  EXPECT_EQ(d.cipher, "TLS1.3:X:256*");
  EXPECT_EQ(d.auth, "plain");
  EXPECT_EQ(d.auth_id, "u");
  EXPECT_EQ(d.confirmation, R"(250 \"ok\" R=<x> H=(y) [198.51.100.1])");
  EXPECT_FALSE(d.is_discard);
}

TEST(EximDelivery, AQueuesNameMayHaveBlanks) {
  const EximDelivery d =
      parsed(Kind::delivery, "a@b.example F=<> Q=bulk mail P=<> R=r T=t H=h [192.0.2.9]");
  EXPECT_EQ(d.unparsed, "");
  EXPECT_EQ(d.queue, "bulk mail");
  EXPECT_EQ(d.transport, "t");
}

TEST(EximDelivery, KeepsBackWithoutAPort) {  // -N
  const EximDelivery d =
      parsed(Kind::suppressed, R"(a@b.example R=r T=t H=h [192.0.2.9]:-1 C="bypassed")");
  EXPECT_EQ(d.unparsed, "");
  EXPECT_EQ(d.host.ip, "192.0.2.9");
  EXPECT_EQ(d.host.port, 0);
  EXPECT_EQ(d.confirmation, "bypassed");
}

struct AddressRow {
  Kind kind;
  std::string_view text, final_address, top_address, router, reason;
  bool is_discard = false;
};

TEST(EximDelivery, TellsTheAddressFromTheItems) {
  const AddressRow rows[] = {
      {Kind::delivery, "bob <bob@site.example> R=virtual T=lmtp", "bob", "bob@site.example",
       "virtual", ""},
      {Kind::delivery, R"(bob b <"bob b"@site.example> R=virtual T=lmtp)", "bob b",
       R"("bob b"@site.example)", "virtual", ""},
      {Kind::delivery, R"(|/bin/sh -c "cat >x R=y" <p@site.example> R=alias T=pipe)",
       R"(|/bin/sh -c "cat >x R=y")", "p@site.example", "alias", ""},
      {Kind::delivery, "save in box <p@site.example> R=alias T=file", "save in box",
       "p@site.example", "alias", ""},
      {Kind::delivery, ">a@b.example <system-filter> T=reply", ">a@b.example", "system-filter", "",
       ""},
      {Kind::delivery, "/dev/null <p@site.example> R=alias T=**bypassed**", "/dev/null",
       "p@site.example", "alias", "", true},
      {Kind::delivery, ":blackhole: <p@site.example> R=alias", ":blackhole:", "p@site.example",
       "alias", "", true},
      {Kind::delivery, "discarded <p@site.example> R=alias", "discarded", "p@site.example", "alias",
       "", true},
      {Kind::delivery, "blackhole (MAIL ACL discarded recipients)", "", "", "",
       "MAIL ACL discarded recipients", true},
      {Kind::delivery, "blackhole (DATA ACL discarded recipients): spam (9) of <a@b.example>", "",
       "", "", "DATA ACL discarded recipients", true},
      // A local part that shows itself without quotes is delivered to, whatever it says.
      {Kind::delivery,
       R"(blackhole (DATA ACL discarded recipients): x@d.example)"
       R"( <"blackhole (DATA ACL discarded recipients): x"@d.example> R=dns T=smtp)",
       "blackhole (DATA ACL discarded recipients): x@d.example",
       R"("blackhole (DATA ACL discarded recipients): x"@d.example)", "dns", ""},
      // A local part that shows itself without quotes and looks like a whole line.
      {Kind::failure,
       R"(x R=a T=b : done@d.example <"x R=a T=b : done"@d.example> R=dns T=smtp : no such user)",
       "x R=a T=b : done@d.example", R"("x R=a T=b : done"@d.example)", "dns", "no such user"},
      // Quoted, and shown in small letters.
      {Kind::deferral,
       R"(a r=b t=c@[192.0.2.1] <"a R=b T=c"@[192.0.2.1]> R=literal T=s defer (111): refused)",
       "a r=b t=c@[192.0.2.1]", R"("a R=b T=c"@[192.0.2.1])", "literal", "refused"},
      {Kind::deferral,
       R"(a R=b T=c@[192.0.2.1] <"a R=b T=c"@[192.0.2.1]> R=literal T=s defer (111): refused)",
       "a R=b T=c@[192.0.2.1]", R"("a R=b T=c"@[192.0.2.1])", "literal", "refused"},
      {Kind::deferral,
       R"(a <x@y> f=<z@z>@[192.0.2.1] <"a <x@y> F=<z@z>"@[192.0.2.1]> R=literal T=s defer (111): refused)",
       "a <x@y> f=<z@z>@[192.0.2.1]", R"("a <x@y> F=<z@z>"@[192.0.2.1])", "literal", "refused"},
      {Kind::delivery, R"(a <x@y> F=<z@z>@d.example <"a <x@y> F=<z@z>"@d.example> R=dns T=smtp)",
       "a <x@y> F=<z@z>@d.example", R"("a <x@y> F=<z@z>"@d.example)", "dns", ""},
      {Kind::delivery, R"(a.b@q R=x T=y@d.example <a."b@q R=x T=y"@d.example> R=dns T=smtp)",
       "a.b@q R=x T=y@d.example", R"(a."b@q R=x T=y"@d.example)", "dns", ""},
      {Kind::failure, R"("a R=b : 550 x"@d.example F=<s@t.example> R=dns T=smtp: no)",
       R"("a R=b : 550 x"@d.example)", "", "dns", "no"},
      {Kind::failure, R"(x\ R=a@d.example R=dns T=smtp : no)", R"(x\ R=a@d.example)", "", "dns",
       "no"},
      {Kind::failure, "c@d.example R=dns T=smtp H=mx.d.example [192.0.2.9]: 550 no R=x",
       "c@d.example", "", "dns", "550 no R=x"},
      {Kind::failure, "c@d.example R=dns T=smtp H=mx.d.example [192.0.2.9] : 550 no R=x",
       "c@d.example", "", "dns", "550 no R=x"},
      {Kind::failure, "c@d.example R=dns T=smtp H=mx.d.example [192.0.2.9] TFO: 550 no",
       "c@d.example", "", "dns", "550 no"},
      {Kind::failure, "c@d.example R=dns T=smtp H=mx.d.example [192.0.2.9]:25 TFO* : 550 no",
       "c@d.example", "", "dns", "550 no"},
      {Kind::failure, "c@d.example R=dns T=smtp: all hosts failed", "c@d.example", "", "dns",
       "all hosts failed"},
      {Kind::failure, "c@d.example: Unrouteable address", "c@d.example", "", "",
       "Unrouteable address"},
      {Kind::failure, "c@d.example <e@d.example>: retry timeout exceeded", "c@d.example",
       "e@d.example", "", "retry timeout exceeded"},
      {Kind::failure, "c@d.example : Unrouteable address R=x", "c@d.example", "", "",
       "Unrouteable address R=x"},
      {Kind::failure, "mua_wrapper is set but nothing works", "", "", "",
       "mua_wrapper is set but nothing works"},
      {Kind::failure, "c@d.example routing yielded a local delivery", "c@d.example", "", "",
       "routing yielded a local delivery"},
      {Kind::failure,
       "c@d.example R=limits : Domain site.example has exceeded the max emails per hour (9/8 "
       "(112%)) allowed.  Message discarded.",
       "c@d.example", "", "limits",
       "Domain site.example has exceeded the max emails per hour (9/8 (112%)) allowed.  Message "
       "discarded."},
  };
  for (const AddressRow& row : rows) {
    SCOPED_TRACE(row.text);
    const EximDelivery d = parsed(row.kind, row.text);
    EXPECT_EQ(d.unparsed, "");
    EXPECT_EQ(d.final_address, row.final_address);
    EXPECT_EQ(d.top_address, row.top_address);
    EXPECT_EQ(d.router, row.router);
    EXPECT_EQ(d.reason, row.reason);
    EXPECT_EQ(d.is_discard, row.is_discard);
  }
}

// What the address of a message says, or what a remote host answered: the line is the same.
TEST(EximDelivery, NamesNobodyWhereTwoReadingsFit) {
  const std::pair<Kind, std::string_view> rows[] = {
      {Kind::deferral,
       R"(x@y R=a defer (1): d@d.example <"x@y R=a defer (1): d"@d.example> R=dns T=smtp defer (-44): later)"},
      {Kind::failure,
       R"(v@y R=a T=b: d@d.example <"v@y R=a T=b: d"@d.example> R=dns T=smtp: no such user)"},
      {Kind::failure,
       R"(a <"a"@y> R=a T=b: d@d.example <"a <\"a\"@y> R=a T=b: d"@d.example> R=dns T=smtp: no)"},
      {Kind::delivery,
       R"(v@y R=a T=b DN="d@d.example <"v@y R=a T=b DN=\"d"@d.example> R=dns T=smtp C="250 ok")"},
  };
  for (const auto& [kind, text] : rows) {
    SCOPED_TRACE(text);
    const EximDelivery d = parsed(kind, text);
    EXPECT_TRUE(d.is_ambiguous);
    EXPECT_EQ(d.recipient(), "");
    EXPECT_EQ(d.router, "");
    EXPECT_EQ(d.reason, "");
  }
  std::string many = "x@y";
  for (int i = 0; i < 40; ++i) many += " <\"a\"@y> R=z";
  EXPECT_TRUE(parsed(Kind::deferral, many + " defer (1): x").is_ambiguous);
}

TEST(EximDelivery, ReadsTheHostOfADomainLiteral) {
  const std::pair<Kind, std::string_view> rows[] = {
      {Kind::delivery, "c@[192.0.2.9] R=lit T=smtp H=[192.0.2.9] [192.0.2.9]:25 C=\"250 ok\""},
      {Kind::failure, "c@[192.0.2.9] R=lit T=smtp H=[192.0.2.9] [192.0.2.9]: 550 no"},
      {Kind::deferral, "c@[192.0.2.9] R=lit T=smtp defer (-44) H=[192.0.2.9] [192.0.2.9]: 450 no"},
  };
  for (const auto& [kind, text] : rows) {
    SCOPED_TRACE(text);
    const EximDelivery d = parsed(kind, text);
    EXPECT_EQ(d.unparsed, "");
    EXPECT_EQ(d.host.name, "[192.0.2.9]");
    EXPECT_EQ(d.host.ip, "192.0.2.9");
    EXPECT_FALSE(d.is_ambiguous);
  }
}

struct DeferRow {
  std::string_view text;
  int error_number;
  std::string_view ip, reason;
};

TEST(EximDelivery, ReadsDeferralsOfAllAges) {
  const DeferRow rows[] = {
      {"c@d.example R=dns T=smtp defer (-53): retry time not reached for any host", -53, "",
       "retry time not reached for any host"},
      {"c@d.example routing defer (-52): retry time not reached", -52, "",
       "retry time not reached"},
      {"c@d.example defer (-23): domain is held", -23, "", "domain is held"},
      {"c@d.example R=dns T=smtp defer (111): Connection refused", 111, "", "Connection refused"},
      {"c@d.example R=dns T=smtp defer (-44) H=mx.d.example [192.0.2.9]: 451 later H=x "
       "[198.51.100.1]",
       -44, "192.0.2.9", "451 later H=x [198.51.100.1]"},
      {"c@d.example R=dns T=smtp defer (-44) H=mx.d.example [192.0.2.9]:25 I=[192.0.2.1]:9 DT=3s: "
       "451 later",
       -44, "192.0.2.9", "451 later"},
      {"c@d.example R=dns T=smtp defer (110): Connection timed out H=mx.d.example [192.0.2.9]: "
       "after EHLO",
       110, "192.0.2.9", "after EHLO"},
      {"c@d.example R=dns T=smtp defer (111): Connection refused H=mx.d.example [192.0.2.9]:25 "
       "DT=0s",
       111, "192.0.2.9", "Connection refused"},
      {"c@d.example R=dns T=smtp defer (-44) H=mx.d.example [192.0.2.9]:25 TFO: 451 later", -44,
       "192.0.2.9", "451 later"},
      {"c@d.example R=dns T=smtp defer (-46) H=mx.d.example [192.0.2.9] X=TLS1.3:a:256 CV=yes: 451 "
       "later",
       -46, "192.0.2.9", "451 later"},
      {"c@d.example R=dns T=local defer (13): Permission denied DT=0.2s: mailbox", 13, "",
       "mailbox"},
      {"c@d.example R=dns T=smtp defer (-53) DT=0s: retry time not reached", -53, "",
       "retry time not reached"},
      {"c@d.example R=dns T=smtp defer (-44): later H=x [198.51.100.1] DT=0s", -44, "",
       "later H=x [198.51.100.1] DT=0s"},
      {"c@d.example R=dns T=smtp defer (0)", 0, "", ""},
  };
  for (const DeferRow& row : rows) {
    SCOPED_TRACE(row.text);
    const EximDelivery d = parsed(Kind::deferral, row.text);
    EXPECT_EQ(d.unparsed, "");
    EXPECT_EQ(d.error_number, row.error_number);
    EXPECT_EQ(d.host.ip, row.ip);
    EXPECT_EQ(d.reason, row.reason);
  }
}

TEST(EximDelivery, LeavesTheDurationOutOfTheReason) {
  EXPECT_EQ(parsed(Kind::failure, "c@d.example R=dns T=smtp : 550 no DT=4s").reason, "550 no");
  EXPECT_EQ(parsed(Kind::failure, "c@d.example R=dns T=smtp : 550 no DT=soon").reason,
            "550 no DT=soon");
}

TEST(EximDelivery, RefusesADeferralWithoutItsCode) {
  EXPECT_FALSE(parse_exim_delivery(Kind::deferral, "c@d.example"));
  EXPECT_FALSE(parse_exim_delivery(Kind::delivery, ""));
  EXPECT_NE(parsed(Kind::deferral, "c@d.example R=dns defer (x)").unparsed, "");
}

}  // namespace
}  // namespace queuehound
