#include "formats/spool_header.h"

#include <gtest/gtest.h>
#include <algorithm>

#include <string>

#include "formats/spool_host.h"
#include "fuzz/spool_parts_agree.h"

namespace queuehound {
namespace {

constexpr std::string_view kName = "1vTest-0004Bc-7Q-H";

std::string counted(std::string_view flag, std::string_view text) {
  std::string count = std::to_string(text.size());
  while (count.size() < 3) count.insert(0, 1, '0');
  return count + std::string(flag) + " " + std::string(text);
}

// The parts of a file; each test changes the one it is about.
struct Parts {
  std::string first = "1vTest-0004Bc-7Q-H\n";
  std::string login = "mailuser 1004 1005\n";
  std::string sender = "<shop@customer.example>\n";
  std::string time = "1764000000 0\n";
  std::string options = "-local\n";
  std::string tree = "XX\n";
  std::string recipients = "1\nann@there.example\n";
  std::string blank = "\n";
  std::string headers = counted("P", "Received: from x\n\tby y; Mon\n") +
                        counted(" ", "Subject: hello\n") +
                        counted("*", "Sender: <old@x.example>\n");

  std::string text() const {
    return first + login + sender + time + options + tree + recipients + blank + headers;
  }
};

SpoolHeader parse(std::string_view text, std::string_view name = kName) {
  SpoolHeader header;
  parse_spool_header(text, name, header);
  static SpoolHeader survey;  // used again, as the survey does
  parse_spool_header(text, name, survey, SpoolParts::survey);
  EXPECT_EQ(survey_parts_differ(header, survey), "") << text;
  return header;
}

void expect_same_when_written(const std::string& text) {
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::none) << text;
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, ReadsEnvelopeAndHeaders) {
  const std::string text = Parts{}.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::none);
  EXPECT_EQ(header.id.text(), "1vTest-0004Bc-7Q");
  EXPECT_EQ(header.login, "mailuser");
  EXPECT_EQ(header.uid, 1004);
  EXPECT_EQ(header.gid, 1005);
  EXPECT_EQ(header.sender, "shop@customer.example");
  EXPECT_EQ(header.received_at, Time(seconds(1764000000)));
  EXPECT_TRUE(header.is_local);
  ASSERT_EQ(header.recipients.size(), 1u);
  EXPECT_EQ(header.recipients[0].address, "ann@there.example");
  ASSERT_EQ(header.headers.size(), 3u);
  EXPECT_EQ(header.headers[1].name, "Subject");
  EXPECT_EQ(header.headers[1].value, "hello\n");
  EXPECT_EQ(header.live_header_bytes, 28u + 15u);
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, LongIdsAreReadToo) {
  Parts parts;
  parts.first = "1vTest-00000000F4C-0yqE-H\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text, "1vTest-00000000F4C-0yqE-H");
  EXPECT_EQ(header.damage, SpoolDamage::none);
  EXPECT_EQ(header.id.text(), "1vTest-00000000F4C-0yqE");
}

TEST(SpoolHeader, LoginMayHoldBlanksAndNumbersMayBeNegative) {
  struct Row {
    std::string_view line, login;
    std::int64_t uid, gid;
  };
  const Row rows[] = {
      {"root 0 0\n", "root", 0, 0},         {"night operator 12 -2\n", "night operator", 12, -2},
      {"user 7 -3 -4\n", "user 7", -3, -4}, {" 5 6\n", "", 5, 6},
      {"www 33 33 \n", "www", 33, 33},
  };
  for (const Row& row : rows) {
    Parts parts;
    parts.login = row.line;
    const std::string text = parts.text();
    const SpoolHeader header = parse(text);
    EXPECT_EQ(header.login, row.login);
    EXPECT_EQ(header.uid, row.uid);
    EXPECT_EQ(header.gid, row.gid);
    EXPECT_EQ(write_spool_header(header), text);
  }
}

TEST(SpoolHeader, SenderLosesOnlyItsOuterBrackets) {
  for (const std::string sender : {"", "\"two words\"@x.example", "a>b<c@x.example", "<>"}) {
    Parts parts;
    parts.sender = "<" + sender + ">\n";
    const std::string text = parts.text();
    EXPECT_EQ(parse(text).sender, sender);
  }
}

TEST(SpoolHeader, OptionsOfASubmissionByPassword) {
  Parts parts;
  parts.options =
      "-received_time_usec .012345\n--helo_name [10.0.0.1] (x)\n"
      "-host_address [192.0.2.7]:50123\n--host_name a.client.example\n"
      "-host_auth_pubname PLAIN\n-host_auth fixed_plain\n"
      "-interface_address [198.51.100.1]:587\n-received_protocol esmtpsa\n"
      "-body_linecount 12\n--(mysql)auth_id shop@customer.example\n"
      "--auth_sender shop@customer.example\n-frozen 1764000100\n-manual_thaw\n"
      "-sender_set_untrusted\n-spool_file_wireformat\n-spam_score_int 164\n"
      "-some_future_option with words\n-ident \n-N\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.received_microseconds, 12345);
  EXPECT_EQ(header.helo_name, "[10.0.0.1] (x)");
  EXPECT_TRUE(header.has_host);
  EXPECT_EQ(header.host_address, parse_ip_address("192.0.2.7"));
  EXPECT_EQ(header.host_port, 50123);
  EXPECT_EQ(header.host_name, "a.client.example");
  EXPECT_EQ(header.host_auth, "fixed_plain");
  EXPECT_TRUE(header.has_interface);
  EXPECT_EQ(header.interface_port, 587);
  EXPECT_EQ(header.received_protocol, "esmtpsa");
  EXPECT_EQ(header.body_lines, 12);
  EXPECT_EQ(header.auth_id, "shop@customer.example");
  EXPECT_EQ(header.auth_sender, "shop@customer.example");
  EXPECT_TRUE(header.is_frozen);
  EXPECT_EQ(header.frozen_at, Time(seconds(1764000100)));
  EXPECT_TRUE(header.is_manually_thawed);
  EXPECT_TRUE(header.sender_set_untrusted);
  EXPECT_TRUE(header.is_wire_format);
  EXPECT_TRUE(header.has_spam_score);
  EXPECT_EQ(header.spam_score_int, 164);
  EXPECT_FALSE(header.is_local);
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, OptionNamesAreComparedWhole) {
  Parts parts;
  parts.options =
      "-localerror\n-local_scan -local\n-host_auth_pubname LOGIN\n-frozenly 1\n-xfrozen\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_TRUE(header.is_local_error);
  EXPECT_FALSE(header.is_local);
  EXPECT_FALSE(header.is_frozen);
  EXPECT_EQ(header.host_auth, "");
  EXPECT_EQ(header.options.size(), 5u);
}

TEST(SpoolHeader, FrozenMayLackItsTime) {
  Parts parts;
  parts.options = "-frozen\n";
  EXPECT_TRUE(parse(parts.text()).is_frozen);
  expect_same_when_written(parts.text());
}

TEST(SpoolHeader, AnUnreadableHostAddressIsStillAHost) {
  Parts parts;
  parts.options = "-host_address somewhere\n-ident root\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_TRUE(header.has_host);
  EXPECT_EQ(header.host_address, IpAddress{});
}

TEST(SpoolHeader, AclVariablesAreTakenByLengthWhateverTheyHold) {
  Parts parts;
  parts.options =
      "-ident bob\n-aclc _from 4\nXX\n1\n--aclm 0 36\n-local\n-auth_id boss@x.example\n"
      "\n2\nXX\n--(pgsql)aclm q 0\n\n-acl 3 5\n-N\nXX\n-acl 17 2\nm7\n-body_linecount 3\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::none);
  EXPECT_FALSE(header.is_local);
  EXPECT_EQ(header.auth_id, "");
  EXPECT_EQ(header.body_lines, 3);
  ASSERT_EQ(header.variables.size(), 5u);
  const char kinds[] = {'c', 'm', 'm', 'c', 'm'};
  const std::string_view names[] = {"_from", "0", "q", "3", "7"};
  const std::string_view values[] = {"XX\n1", "-local\n-auth_id boss@x.example\n\n2\nXX", "",
                                     "-N\nXX", "m7"};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(header.variables[i].kind, kinds[i]);
    EXPECT_EQ(header.variables[i].name, names[i]);
    EXPECT_EQ(header.variables[i].value, values[i]);
  }
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, AVariableThatDoesNotFitIsDamage) {
  for (const std::string option :
       {"-aclm 0 999999\nx\n", "-aclm 0 -1\nx\n", "-aclm 0\nx\n", "-aclm 0 3\nx\n",
        "-acl 20 1\nx\n", "-aclc x\n", "-aclm 0 18446744073709551615\nx\n"}) {
    Parts parts;
    parts.options = option;
    EXPECT_EQ(parse(parts.text()).damage, SpoolDamage::option) << option;
  }
}

TEST(SpoolHeader, EveryFormOfAHostAndPort) {
  struct Row {
    std::string_view text, address;
    int port;
  };
  const Row rows[] = {
      {"192.0.2.1.58573", "192.0.2.1", 58573},     {"192.0.2.1", "192.0.2.1", 0},
      {"2001:db8::1.45678", "2001:db8::1", 45678}, {"2001:db8::1", "2001:db8::1", 0},
      {"::ffff:192.0.2.1.25", "192.0.2.1", 25},    {"::ffff:192.0.2.1", "192.0.2.1", 0},
      {"[192.0.2.1]:58573", "192.0.2.1", 58573},   {"[2001:db8::1]:45678", "2001:db8::1", 45678},
      {"[2001:db8::1]", "2001:db8::1", 0},
  };
  for (const Row& row : rows) {
    const auto host = parse_spool_host(row.text);
    ASSERT_TRUE(host) << row.text;
    EXPECT_EQ(host->address, parse_ip_address(row.address)) << row.text;
    EXPECT_EQ(host->port, row.port) << row.text;
  }
  for (const std::string_view text :
       {"", "[", "[]", "[192.0.2.1", "[192.0.2.1]25", "[192.0.2.1]:", "192.0.2.1.",
        "192.0.2.1.70000", "192.0.2", "host.example", "[192.0.2.1]:-1", "192.0.2.1.2.3"}) {
    EXPECT_FALSE(parse_spool_host(text)) << text;
  }
}

TEST(SpoolHeader, EveryFormOfARecipientLine) {
  struct Row {
    std::string_view line, address, errors_to;
  };
  const Row rows[] = {
      {"a@x.example", "a@x.example", ""},
      {"a@192.0.2.4", "a@192.0.2.4", ""},
      {"a@[192.0.2.4]", "a@[192.0.2.4]", ""},
      {"\"two words\"@x.example", "\"two words\"@x.example", ""},
      {"a@x.example 3", "a@x.example", ""},
      {"\"b 7\"@x.example 12", "\"b 7\"@x.example", ""},
      {"a@x.example 0,4,0", "a@x.example", ""},
      {"a@x.example owner@l.example 15,-1#1", "a@x.example", "owner@l.example"},
      {"a@x.example  0,2#1", "a@x.example", ""},
      {"a@x.example  0,2  0,-1#3", "a@x.example", ""},
      {"a@x.example rfc822;a@x.example 18,12  0,-1#3", "a@x.example", ""},
      {"a@x.example  0,0 owner@l.example 15,1#3", "a@x.example", "owner@l.example"},
      {"a@x.example rfc822;b+20c 12,8 two words 9,0#3", "a@x.example", "two words"},
      {"a@x.example#", "a@x.example#", ""},
      {"123", "123", ""},
      {" 1", " 1", ""},
      {",1", ",1", ""},
      {"a@x.example,1", "a@x.example,1", ""},
  };
  for (const Row& row : rows) {
    Parts parts;
    parts.recipients = "1\n" + std::string(row.line) + "\n";
    const std::string text = parts.text();
    const SpoolHeader header = parse(text);
    ASSERT_EQ(header.recipients.size(), 1u) << row.line;
    EXPECT_EQ(header.recipients[0].address, row.address) << row.line;
    EXPECT_EQ(header.recipients[0].errors_to, row.errors_to) << row.line;
    EXPECT_EQ(write_spool_header(header), text);
  }
}

TEST(SpoolHeader, ABrokenRecipientLineIsReportedNotGuessed) {
  for (const std::string& line :
       std::vector<std::string>{"a@x.example#3", "a@x.example 99,0#1", "a@x.example x,0#1",
                                "a@x.example  0,0#3", "a@x.example  0,0  0,0#9", "#1",
                                "a@x.example  0#1", "", std::string("a@x\0.example", 12)}) {
    Parts parts;
    parts.recipients = "2\nfirst@x.example\n" + line + "\n";
    const std::string text = parts.text();
    const SpoolHeader header = parse(text);
    EXPECT_EQ(header.damage, SpoolDamage::recipients) << line;
    ASSERT_EQ(header.recipients.size(), 1u) << line;
    EXPECT_EQ(header.recipients[0].address, "first@x.example");
    EXPECT_EQ(header.sender, "shop@customer.example");
  }
}

TEST(SpoolHeader, DoneIsAnExactMatchAgainstTheTree) {
  Parts parts;
  parts.tree = "YY m@x.example\nNN A@x.example\nNY \"o o\"@x.example\nNN |/bin/p:u@x.example\n";
  parts.recipients = "5\na@x.example\nA@x.example\nm@x.example\n\"o o\"@x.example\nz@x.example\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::none);
  ASSERT_EQ(header.non_recipients.size(), 4u);
  EXPECT_EQ(header.non_recipients[2], "\"o o\"@x.example");
  std::string done;
  for (const SpoolRecipient& recipient : header.recipients) done += recipient.is_done ? 'D' : '-';
  EXPECT_EQ(done, "-DDD-");
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, AJournalMarksMoreRecipients) {
  Parts parts;
  parts.recipients = "2\na@x.example\nb@x.example\n";
  const std::string text = parts.text();
  SpoolHeader header = parse(text);
  const auto journal = parse_spool_journal("b@x.example\n\na@x.exam");
  EXPECT_EQ(journal, (std::vector<std::string_view>{"b@x.example"}));
  mark_done(header, journal);
  EXPECT_FALSE(header.recipients[0].is_done);
  EXPECT_TRUE(header.recipients[1].is_done);
}

TEST(SpoolHeader, ABrokenTreeIsDamage) {
  for (const std::string tree :
       {"YN a@x.example\n", "NN \n", "NN\n", "AB a@x.example\n", "NN-a@x.example\n", "X\n"}) {
    Parts parts;
    parts.tree = tree;
    parts.recipients = "0\n";
    EXPECT_EQ(parse(parts.text()).damage, SpoolDamage::tree) << tree;
  }
}

TEST(SpoolHeader, AVeryDeepTreeNeedsNoStack) {
  Parts parts;
  parts.tree.clear();
  for (int i = 0; i < 1'000'000; ++i) parts.tree += "YN a\n";
  parts.tree += "NN a\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::none);
  EXPECT_EQ(header.non_recipients.size(), 1'000'001u);
}

std::string finished_recipients(int count) {
  Parts parts;
  parts.tree.clear();
  parts.recipients = std::to_string(count) + "\n";
  for (int i = 0; i < count; ++i) {
    const std::string address = "subscriber" + std::to_string(i) + "@list.example\n";
    parts.tree += (i < count - 1 ? "NY " : "NN ") + address;
    parts.recipients += address;
  }
  return parts.text();
}

// More than Exim itself would accept. Comparing each with each would take hours: then the test does
// not end, on any machine.
TEST(SpoolHeader, HalfAMillionFinishedRecipientsAreAllDone) {
  const std::string text = finished_recipients(500'000);
  const SpoolHeader header = parse(text);
  ASSERT_EQ(header.recipients.size(), 500'000u);
  for (const SpoolRecipient& recipient : header.recipients) ASSERT_TRUE(recipient.is_done);
}

TEST(SpoolHeader, AHostileCountReservesNothing) {
  Parts parts;
  parts.recipients = "18446744073709551615\na@x.example\n";
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::recipients);
  EXPECT_EQ(header.recipients.size(), 1u);
  EXPECT_LT(header.recipients.capacity(), 16u);
}

TEST(SpoolHeader, DamageNamesTheFirstThingThatIsWrong) {
  struct Row {
    SpoolDamage damage;
    void (*spoil)(Parts& parts);
  };
  const Row rows[] = {
      {SpoolDamage::first_line, [](Parts& p) { p.first = "1vTest-0004Bc-7R-H\n"; }},
      {SpoolDamage::first_line, [](Parts& p) { p.first = "1vTest-0004Bc-7Q-H \n"; }},
      {SpoolDamage::login_line, [](Parts& p) { p.login = "root 0\n"; }},
      {SpoolDamage::login_line, [](Parts& p) { p.login = "\n"; }},
      {SpoolDamage::sender_line, [](Parts& p) { p.sender = "<\n"; }},
      {SpoolDamage::sender_line, [](Parts& p) { p.sender = "a@x.example\n"; }},
      {SpoolDamage::time_line, [](Parts& p) { p.time = "1764000000\n"; }},
      {SpoolDamage::time_line, [](Parts& p) { p.time = "now 0\n"; }},
      {SpoolDamage::tree, [](Parts& p) { p.tree = ""; }},
      {SpoolDamage::recipient_count, [](Parts& p) { p.recipients = "a@x.example\n"; }},
      {SpoolDamage::recipients, [](Parts& p) { p.recipients = "2\na@x.example\n"; }},
      {SpoolDamage::no_blank_line, [](Parts& p) { p.blank = "x\n"; }},
      {SpoolDamage::headers, [](Parts& p) { p.headers += "\n"; }},
      {SpoolDamage::headers, [](Parts& p) { p.headers += "099  Subject: short\n"; }},
      {SpoolDamage::headers, [](Parts& p) { p.headers += std::string(64, '\0'); }},
      {SpoolDamage::headers, [](Parts& p) { p.headers += std::string("004  a:\0\n", 9); }},
      {SpoolDamage::headers, [](Parts& p) { p.headers += "99999999999999999999  a:\n"; }},
  };
  for (const Row& row : rows) {
    Parts parts;
    row.spoil(parts);
    EXPECT_EQ(parse(parts.text()).damage, row.damage) << parts.text();
  }
  EXPECT_EQ(parse("").damage, SpoolDamage::empty);
  EXPECT_EQ(parse(Parts{}.text(), "notamessage-H").damage, SpoolDamage::first_line);
}

TEST(SpoolHeader, DamagedHeadersLeaveTheEnvelope) {
  Parts parts;
  parts.headers += std::string(512, '\0');
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.damage, SpoolDamage::headers);
  EXPECT_EQ(header.recipients.size(), 1u);
  EXPECT_EQ(header.headers.size(), 3u);
}

TEST(SpoolHeader, NoCutOfAFileIsReadAsAWholeOne) {
  Parts parts;
  parts.options = "-ident a\n--aclm 0 4\nXX\n1\n-local\n";
  parts.tree = "YN b@x.example\nNN a@x.example\n";
  parts.recipients = "2\na@x.example\nb@x.example  0,2  0,-1#3\n";
  const std::string text = parts.text();
  const std::string_view all = text;
  const std::size_t headers_at = all.size() - parts.headers.size();
  for (std::size_t cut = 0; cut < headers_at; ++cut) {
    EXPECT_NE(parse(all.substr(0, cut)).damage, SpoolDamage::none) << cut;
  }
}

TEST(SpoolHeader, HeadersAreCountedNotSearched) {
  Parts parts;
  const std::string inner = "X-Note: 020  Subject: not this\n 031S Sender: nor this\n";
  parts.headers = counted(" ", inner) + counted(" ", "Subject : real\n");
  const std::string text = parts.text();
  const SpoolHeader header = parse(text);
  ASSERT_NE(header.header("subject"), nullptr);
  EXPECT_EQ(header.header("subject")->value, "real\n");
  EXPECT_EQ(header.header("sender"), nullptr);
  EXPECT_EQ(write_spool_header(header), text);
}

TEST(SpoolHeader, HeadersNoLongerSentAreNotFound) {
  const std::string text = Parts{}.text();
  const SpoolHeader header = parse(text);
  EXPECT_EQ(header.header("Sender"), nullptr);
  EXPECT_EQ(header.headers.back().flag, '*');
}

TEST(SpoolHeader, WrittenBackByteForByte) {
  Parts thousand;
  thousand.headers = counted(" ", "X-Long: " + std::string(2950, 'a') + "\n");
  expect_same_when_written(thousand.text());
  Parts bytes;
  bytes.headers =
      counted(" ", "Subject: caf\xc3\xa9 \xff\n") + counted(" ", "no colon\n") + "000  ";
  expect_same_when_written(bytes.text());
  Parts spaced;
  spaced.time = "1764000000  2\n";
  spaced.recipients = "01\na@x.example\n";
  spaced.headers = "00004  a:b\n" + counted(" ", "x:\n");
  expect_same_when_written(spaced.text());
  Parts dashes;
  dashes.options = "-\n--\n---x y\n--()a b\n--(open\n-(one)two\n--(k)\n- v\n";
  expect_same_when_written(dashes.text());
  Parts none;
  none.recipients = "0\n";
  none.headers = "";
  expect_same_when_written(none.text());
}

TEST(SpoolHeader, TheSameValueIsUsedAgain) {
  Parts parts;
  parts.tree = "NN ann@there.example\n";
  parts.options = "-frozen 5\n-host_address [192.0.2.1]:1\n-aclm 0 1\nx\n";
  const std::string first = parts.text();
  const std::string second = Parts{}.text();
  SpoolHeader header;
  parse_spool_header(first, kName, header);
  EXPECT_TRUE(header.recipients[0].is_done);
  const auto* memory = header.headers.data();
  parse_spool_header(second, kName, header);
  EXPECT_EQ(header.headers.data(), memory);
  EXPECT_FALSE(header.is_frozen);
  EXPECT_FALSE(header.has_host);
  EXPECT_TRUE(header.variables.empty());
  EXPECT_TRUE(header.non_recipients.empty());
  EXPECT_FALSE(header.recipients[0].is_done);
  EXPECT_EQ(write_spool_header(header), second);
}

TEST(SpoolHeader, AScanMissesNoOptionItNeeds) {
  Parts parts;
  parts.options =
      "--helo_name a\n--host_address [192.0.2.1]:1\n-host_auth login\n-ident who\n"
      "--(mysql)auth_id me\n-acl 1 9\n-auth_id\n\n-aclc x 5\n-loc\n\n-i\n--\n-\n-frozen 7\n";
  const std::string text = parts.text();
  SpoolHeader header;
  parse_spool_header(text, kName, header, SpoolParts::survey);
  EXPECT_EQ(header.damage, SpoolDamage::none);
  EXPECT_EQ(header.helo_name, "a");
  EXPECT_TRUE(header.has_host);
  EXPECT_EQ(header.host_port, 1);
  EXPECT_EQ(header.host_auth, "login");
  EXPECT_EQ(header.ident, "who");
  EXPECT_EQ(header.auth_id, "me");
  EXPECT_TRUE(header.is_frozen);
  EXPECT_EQ(survey_parts_differ(parse(text), header), "");
}

// Lines are looked for in blocks of 64 bytes.
TEST(SpoolHeader, LinesEndAnywhere) {
  for (std::size_t size = 0; size < 200; ++size) {
    Parts parts;
    parts.options = "-" + std::string(size, 'x') + "\n-aclm 0 " + std::to_string(size) + "\n" +
                    std::string(size, '\n') + "\n-ident me\n";
    const std::string text = parts.text();
    const SpoolHeader header = parse(text);
    EXPECT_EQ(header.damage, SpoolDamage::none) << size;
    EXPECT_EQ(header.ident, "me") << size;
    EXPECT_EQ(write_spool_header(header), text);
    for (const std::size_t left : {text.size() - 1, text.size() / 2, size})
      parse(text.substr(0, left));
  }
}

TEST(SpoolHeader, EveryDamageHasItsWords) {
  for (int i = 0; i <= static_cast<int>(SpoolDamage::headers); ++i) {
    EXPECT_FALSE(damage_text(static_cast<SpoolDamage>(i)).empty());
  }
}

}  // namespace
}  // namespace queuehound
