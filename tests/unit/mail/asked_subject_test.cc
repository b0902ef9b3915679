#include "mail/asked_subject.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

using Kind = AskedSubject::Kind;

TEST(AskedSubject, is_read_with_and_without_its_prefix) {
  const struct {
    std::string_view typed;
    Kind kind;
    std::string_view text;
  } rows[] = {
      {"I-3f9a2c", Kind::incident, "I-3f9a2c"},
      {"i-3F9A2C", Kind::incident, "I-3f9a2c"},
      {"incident:I-3f9a2c", Kind::incident, "I-3f9a2c"},
      {"Info@Shop.Example", Kind::mailbox, "mailbox:info@shop.example"},
      {"mailbox:info@shop.example", Kind::mailbox, "mailbox:info@shop.example"},
      {"\"a:b\"@shop.example", Kind::mailbox, "mailbox:\"a:b\"@shop.example"},
      {"a:b@shop.example", Kind::mailbox, ""},  // a prefix "a" there is not
      {"list:news@shop.example", Kind::list, "list:news@shop.example"},
      {"shop", Kind::account, "account:shop"},
      {"account:shop.two", Kind::account, "account:shop.two"},
      {"ACCOUNT:Shop", Kind::account, "account:Shop"},
      {"account:web 4", Kind::account, "account:web 4"},
      {"web.1", Kind::account, "account:web.1"},  // no top-level domain is a number
      {"account:FIRM\\anna", Kind::account, "account:FIRM\\anna"},
      {"/home/shop/a.php", Kind::script, "script:/home/shop/a.php"},
      {"script:/home/a b/c:d.php", Kind::script, "script:/home/a b/c:d.php"},
      {"/home/x:y", Kind::script, "script:/home/x:y"},
      {"/home/shop/", Kind::directory, "dir:/home/shop"},
      {"dir:/home/shop//", Kind::directory, "dir:/home/shop"},
      {"192.0.2.7", Kind::network, "ip:192.0.2.7"},
      {"ip:192.0.2.7", Kind::network, "ip:192.0.2.7"},
      {"net:192.0.2.0/24", Kind::network, "ip:192.0.2.0/24"},
      {"192.0.2.0/24", Kind::network, "ip:192.0.2.0/24"},
      {"2001:DB8::1", Kind::network, "ip:2001:db8::1"},
      {"ip:2001:db8::/32", Kind::network, "ip:2001:db8::/32"},
      {"::ffff:192.0.2.7", Kind::network, "ip:192.0.2.7"},
      {"Shop.Example.", Kind::domain, "domain:shop.example"},
      {"domain:localhost", Kind::domain, "domain:localhost"},
      {"1xVUGb-0005L4-0b", Kind::message, "msg:1xVUGb-0005L4-0b"},
      {"1xVUGb-0005L4-0b-H", Kind::message, "msg:1xVUGb-0005L4-0b"},  // as ls shows it
      {"/var/spool/exim/input/b/1xVUGb-0005L4-0b-H", Kind::message, "msg:1xVUGb-0005L4-0b"},
      {"/home/shop/input/a.php", Kind::script, "script:/home/shop/input/a.php"},
      {"msg:1xVUGb-000000005L4-0bcd-D", Kind::message, "msg:1xVUGb-000000005L4-0bcd"},
      {"msg:1xVUGb-0005L4-0b-K", Kind::message, ""},
      {"msg:1xVUGb-00000005L4-0bcd", Kind::message, ""},
      {"msg:1xVUGb-000000005L4-0bcd", Kind::message, "msg:1xVUGb-000000005L4-0bcd"},
  };
  for (const auto& row : rows) {
    const auto subject = parse_asked_subject(row.typed);
    if (row.text.empty()) {
      EXPECT_FALSE(subject) << row.typed;
      continue;
    }
    ASSERT_TRUE(subject) << row.typed << ": " << subject.error().text;
    EXPECT_EQ(subject->kind, row.kind) << row.typed;
    EXPECT_EQ(subject->text(), row.text);
    const auto again = parse_asked_subject(subject->text());
    ASSERT_TRUE(again) << subject->text();
    EXPECT_EQ(again->text(), row.text);
  }
}

TEST(AskedSubject, is_taken_as_logs_write_it) {
  const struct {
    std::string_view typed, text;
  } rows[] = {{"<Info@shop.example>", "mailbox:info@shop.example"},
              {"[192.0.2.7]", "ip:192.0.2.7"},
              {"[192.0.2.7]:59493", "ip:192.0.2.7"},
              {"[2001:db8::7]:25", "ip:2001:db8::7"},
              {"[IPv6:2001:DB8::7]", "ip:2001:db8::7"},
              {"IPv6:2001:db8::7", "ip:2001:db8::7"},
              {"192.0.2.7:59493", "ip:192.0.2.7"},
              {"ip:[2001:db8::7]:25", "ip:2001:db8::7"},
              {"fe80::1%eth0", "ip:fe80::1"},
              {"ip:fe80::1%2", "ip:fe80::1"},
              {"[fe80::1%eth0]:25", "ip:fe80::1"}};
  for (const auto& row : rows) {
    const auto subject = parse_asked_subject(row.typed);
    ASSERT_TRUE(subject) << row.typed;
    EXPECT_EQ(subject->text(), row.text);
  }
  for (const std::string_view typed :
       {"<>", "[192.0.2.7", "[]:25", "[192.0.2.7]:x", "[192.0.2.7]x"})
    EXPECT_FALSE(parse_asked_subject(typed)) << typed;
}

TEST(AskedSubject, what_is_none_says_what_would_be_right) {
  const struct {
    std::string_view typed, says;
  } rows[] = {
      {"", "a subject is needed"},
      {"user:shop", "there are incident, mailbox, account"},
      {"mailbox:shop", "mailbox: wants an address"},
      {"mailbox:@shop.example", "mailbox: wants an address"},
      {"account: web", "account: wants the name"},
      {"account:a/b", "account: wants the name"},
      {"account:a\nb", "account: wants the name"},
      {"FIRM\\anna", "is no incident"},
      {"script:a.php", "script: wants an absolute path"},
      {"ip:192.0.2.256", "ip: wants an address"},
      {"ip:192.0.2.7/33", "ip: wants an address"},
      {"msg:1xVUGb-0005L4", "msg: wants an Exim message id"},
      {"domain:a..b", "domain: wants a name"},
      {"192.0.2.7/33", "is no network"},
      {"2001:db8::/129", "is no network"},
      {"203.0.113.011", "is no incident"},
      {"192.0.2.1-192.0.2.9", "is no incident"},
      {"192.0.2.7.", "is no incident"},
      {"domain:192.0.2", "domain: wants a name"},
      {"I-3f9a2c;id", "is no incident"},
      {"a b", "is no incident"},
      {"a@b@", "is no incident"},
  };
  for (const auto& row : rows) {
    const auto subject = parse_asked_subject(row.typed);
    ASSERT_FALSE(subject) << row.typed;
    EXPECT_NE(subject.error().text.find(row.says), std::string::npos) << subject.error().text;
  }
}

TEST(AskedSubject, of_a_page_its_file_or_its_site_is_wanted) {
  for (const std::string_view typed : {"https://Shop.example/contact.php?x=1",
                                       "HTTP://shop.example/", "shop.example/contact.php"}) {
    const auto subject = parse_asked_subject(typed);
    ASSERT_FALSE(subject) << typed;
    EXPECT_TRUE(subject.error().text.contains("is a page")) << subject.error().text;
    EXPECT_TRUE(subject.error().text.ends_with("domain:shop.example")) << subject.error().text;
  }
  for (const std::string_view typed : {"192.0.2.0/24", "2001:db8::/32", "a.b/c@shop.example"})
    EXPECT_TRUE(parse_asked_subject(typed)) << typed;
}

TEST(AskedSubject, knows_an_internationalized_domain_by_both_its_names) {
  const struct {
    std::string_view typed, text, other;
  } rows[] = {
      {"bücher.example", "domain:bücher.example", "domain:xn--bcher-kva.example"},
      {"XN--Bcher-kva.example", "domain:xn--bcher-kva.example", "domain:bücher.example"},
      {"Info@bücher.example", "mailbox:info@bücher.example", "mailbox:info@xn--bcher-kva.example"},
      {"list:a@xn--bcher-kva.example", "list:a@xn--bcher-kva.example", "list:a@bücher.example"},
      {"bü@shop.example", "mailbox:bü@shop.example", ""},
      {"account:bücher", "account:bücher", ""},
      {"shop.example", "domain:shop.example", ""}};
  for (const auto& row : rows) {
    const auto subject = parse_asked_subject(row.typed);
    ASSERT_TRUE(subject) << row.typed;
    EXPECT_EQ(subject->text(), row.text);
    EXPECT_EQ(subject->other_text(), row.other);
    EXPECT_TRUE(subject->is_named(subject->name) && subject->is_text(row.text)) << row.typed;
    EXPECT_EQ(subject->is_text(row.other), !row.other.empty()) << row.typed;
    EXPECT_FALSE(subject->is_named("") || subject->is_text("")) << row.typed;
  }
}

}  // namespace
}  // namespace queuehound
