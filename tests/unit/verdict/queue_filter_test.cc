#include "verdict/queue_filter.h"

#include <gtest/gtest.h>

#include <string>

#include "mail/subject.h"

namespace queuehound {
namespace {

TEST(TextPattern, is_literal_anchored_by_equals_or_a_glob) {
  struct {
    std::string_view pattern, text;
    bool matches;
  } rows[] = {
      {"shop", "<shop@customer.example>", true},
      {"SHOP", "shop@customer.example", true},
      {"shop.", "shop@customer.example", false},  // a dot is a dot
      {"", "anything", true},
      {"=shop", "shop@customer.example", false},
      {"=shop@customer.example", "Shop@Customer.Example", true},
      {"=", "", true},
      {"=", "bulk", false},
      {"*@customer.example", "shop@customer.example", true},
      {"*@customer.example", "shop@customer.example.test", false},
      {"s*p@*", "shop@customer.example", true},
      {"s?op*", "shop@customer.example", true},
      {"?", "", false},
      {"*", "", true},
      {"[a-z]+", "shop", false},
      {"a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
  };
  for (const auto& row : rows)
    EXPECT_EQ(TextPattern(row.pattern).matches(row.text), row.matches)
        << row.pattern << " on " << row.text;
}

constexpr std::string_view kFile =
    "1aBcDe-000001-00-H\n"
    "shop 1001 1001\n"
    "<shop@customer.example>\n"
    "1795441000 0\n"
    "-received_time_usec .100000\n"
    "-host_address [192.0.2.7]:50123\n"
    "-host_auth plain\n"
    "-auth_id shop@customer.example\n"
    "-frozen 1795441100\n"
    "NN bob@there.example\n"
    "2\n"
    "ann@there.example\n"
    "bob@there.example\n"
    "\n"
    "030  Subject: =?UTF-8?B?UsOpZA==?=\n"
    "022  X-Mailer: PHPMailer 5\n";

struct Row {
  std::string_view what;
  void (*set)(QueueFilter& filter);
  bool matches;
};

const Row kRows[] = {
    {"nothing asked", [](QueueFilter&) {}, true},
    {"frozen", [](QueueFilter& f) { f.frozen = true; }, true},
    {"not frozen", [](QueueFilter& f) { f.not_frozen = true; }, false},
    {"frozen and not", [](QueueFilter& f) { f.frozen = f.not_frozen = true; }, false},
    {"not bounce", [](QueueFilter& f) { f.not_bounce = true; }, true},
    {"bounce and not", [](QueueFilter& f) { f.bounce = f.not_bounce = true; }, false},
    {"bounce", [](QueueFilter& f) { f.bounce = true; }, false},
    {"sender in brackets", [](QueueFilter& f) { f.senders.emplace_back("<shop"); }, true},
    {"no bounce's sender", [](QueueFilter& f) { f.senders.emplace_back("<>"); }, false},
    {"bare sender", [](QueueFilter& f) { f.senders.emplace_back("=shop@customer.example"); }, true},
    {"one of many is enough", [](QueueFilter& f) { f.is_any = f.not_frozen = f.not_bounce = true; },
     true},
    {"none of many", [](QueueFilter& f) { f.is_any = f.not_frozen = f.bounce = true; }, false},
    {"any of nothing asked", [](QueueFilter& f) { f.is_any = true; }, true},
    {"any, in another queue",
     [](QueueFilter& f) {
       f.is_any = f.frozen = true;
       f.queues.emplace_back("=bulk");
     },
     false},
    {"one waits", [](QueueFilter& f) { f.fewest_recipients = f.most_recipients = 1; }, true},
    {"two wait", [](QueueFilter& f) { f.fewest_recipients = 2; }, false},
    {"two in all",
     [](QueueFilter& f) {
       f.fewest_recipients = 2;
       f.with_delivered = true;
     },
     true},
    {"no interface told", [](QueueFilter& f) { f.interfaces.emplace_back("*"); }, false},
    {"one that waits", [](QueueFilter& f) { f.recipients.emplace_back("ann@"); }, true},
    {"one that is done", [](QueueFilter& f) { f.recipients.emplace_back("bob@"); }, false},
    {"with the done ones",
     [](QueueFilter& f) {
       f.recipients.emplace_back("bob@");
       f.with_delivered = true;
     },
     true},
    {"actor", [](QueueFilter& f) { f.actors.emplace_back("=mailbox:shop@customer.example"); },
     true},
    {"actor by the logs", [](QueueFilter& f) { f.actors.emplace_back("=script:/home/shop/m.php"); },
     true},
    {"program by the logs", [](QueueFilter& f) { f.programs.emplace_back("*/m.php"); }, true},
    {"another program", [](QueueFilter& f) { f.programs.emplace_back("other.php"); }, false},
    {"driver by the logs", [](QueueFilter& f) { f.origins.emplace_back("=203.0.113.9"); }, true},
    {"the client is no driver", [](QueueFilter& f) { f.origins.emplace_back("192.0.2.7"); }, false},
    {"no claim", [](QueueFilter& f) { f.scripts.emplace_back("m.php"); }, false},
    {"campaign", [](QueueFilter& f) { f.campaigns.emplace_back("C-000000"); }, false},
    {"campaign or alike",
     [](QueueFilter& f) {
       f.campaigns.emplace_back("C-000000");
       f.skeletons.push_back(
           subject_skeleton("r\xc3\xa9"
                            "d"));
     },
     true},
    {"client", [](QueueFilter& f) { f.addresses.emplace_back("=192.0.2.7"); }, true},
    {"another client", [](QueueFilter& f) { f.addresses.emplace_back("=192.0.2.70"); }, false},
    {"a client whose text begins this one's",
     [](QueueFilter& f) { f.addresses.emplace_back("192.0.2.70"); }, false},
    {"a client's network", [](QueueFilter& f) { f.addresses.emplace_back("192.0.2.0/28"); }, true},
    {"a client in another spelling",
     [](QueueFilter& f) { f.addresses.emplace_back("::ffff:192.0.2.7"); }, true},
    {"a client by a part of it", [](QueueFilter& f) { f.addresses.emplace_back("192.0.*"); }, true},
    {"actor's name alone", [](QueueFilter& f) { f.actors.emplace_back("Shop@customer.example"); },
     true},
    {"a part of the actor's name", [](QueueFilter& f) { f.actors.emplace_back("shop"); }, false},
    {"a glob of the actor", [](QueueFilter& f) { f.actors.emplace_back("shop*"); }, true},
    {"a domain's", [](QueueFilter& f) { f.actors.emplace_back("domain:Customer.example"); }, true},
    {"a domain above it", [](QueueFilter& f) { f.actors.emplace_back("domain:example"); }, true},
    {"a domain whose name ends alike",
     [](QueueFilter& f) { f.actors.emplace_back("domain:tomer.example"); }, false},
    {"a domain by a part of it", [](QueueFilter& f) { f.actors.emplace_back("domain:cust*"); },
     true},
    {"no domain", [](QueueFilter& f) { f.actors.emplace_back("domain:"); }, false},
    {"a folder by the logs", [](QueueFilter& f) { f.actors.emplace_back("dir:/home/shop"); }, true},
    {"a folder with its slash", [](QueueFilter& f) { f.actors.emplace_back("dir:/home/shop/"); },
     true},
    {"the folder above", [](QueueFilter& f) { f.actors.emplace_back("dir:/home"); }, false},
    {"a network", [](QueueFilter& f) { f.actors.emplace_back("net:192.0.2.0/24"); }, false},
    {"main queue", [](QueueFilter& f) { f.queues.emplace_back("="); }, true},
    {"named queue", [](QueueFilter& f) { f.queues.emplace_back("bulk"); }, false},
    {"size", [](QueueFilter& f) { f.sizes.emplace_back("2.0K"); }, true},
    {"at least", [](QueueFilter& f) { f.at_least = 2049; }, false},
    {"at most", [](QueueFilter& f) { f.at_most = 2048; }, true},
    {"younger", [](QueueFilter& f) { f.younger = seconds(600); }, false},
    {"older", [](QueueFilter& f) { f.older = seconds(599); }, true},
    {"other ids", [](QueueFilter& f) { f.ids.emplace(); }, false},
    {"header", [](QueueFilter& f) { f.headers.emplace_back("x-mailer", TextPattern("phpmailer")); },
     true},
    {"decoded subject",
     [](QueueFilter& f) {
       f.subjects.emplace_back(
           "=r\xc3\xa9"
           "d");
     },
     true},
    {"inverted", [](QueueFilter& f) { f.is_inverted = true; }, false},
};

TEST(QueueFilter, everything_that_is_asked_must_hold) {
  SpoolHeader header;
  parse_spool_header(kFile, "1aBcDe-000001-00-H", header);
  ASSERT_EQ(header.damage, SpoolDamage::none) << damage_text(header.damage);
  SpoolFile file;
  file.id = *parse_message_id("1aBcDe-000001-00");
  const SpoolMessage message{&file, &header, 0, false, {}};
  const Time now = header.received_at + seconds(600);
  for (const Row& row : kRows) {
    QueueFilter filter;
    row.set(filter);
    const Attribution known{.actor = "script:/home/shop/m.php",
                            .script = "/home/shop/m.php",
                            .directory = "",
                            .origin = "203.0.113.9",
                            .incident = "I-000000"};
    const QueueCandidate candidate{message, "", 2048, "2.0K", &known};
    EXPECT_EQ(matches(filter, candidate, Server{}, now), row.matches) << row.what;
  }
}

TEST(QueueFilter, what_only_the_logs_tell_fits_nothing_without_them) {
  SpoolHeader header;
  parse_spool_header(kFile, "1aBcDe-000001-00-H", header);
  SpoolFile file;
  file.id = header.id;
  const SpoolMessage message{&file, &header, 0, false, {}};
  QueueFilter program, origin;
  program.programs.emplace_back("*");
  origin.origins.emplace_back("*");
  EXPECT_FALSE(matches(program, {message}, Server{}, header.received_at));
  EXPECT_FALSE(matches(origin, {message}, Server{}, header.received_at));
}

TEST(QueueFilter, a_message_too_damaged_to_be_read_has_no_sender_and_is_no_bounce) {
  SpoolHeader header;
  parse_spool_header(kFile.substr(0, 60), "1aBcDe-000001-00-H", header);
  ASSERT_FALSE(envelope_was_read(header.damage));
  SpoolFile file;
  file.id = *parse_message_id("1aBcDe-000001-00");
  const SpoolMessage message{&file, &header, 0, false, {}};
  const Row rows[] = {
      {"nothing asked", [](QueueFilter&) {}, true},
      {"bounce", [](QueueFilter& f) { f.bounce = true; }, false},
      {"not bounce", [](QueueFilter& f) { f.not_bounce = true; }, false},
      {"no sender", [](QueueFilter& f) { f.senders.emplace_back("<>"); }, false},
      {"any sender", [](QueueFilter& f) { f.senders.emplace_back("*"); }, false},
      {"any actor", [](QueueFilter& f) { f.actors.emplace_back("*"); }, false},
      {"age by its name", [](QueueFilter& f) { f.younger = seconds(601); }, true},
      {"age by its name, older", [](QueueFilter& f) { f.older = seconds(600); }, false},
  };
  for (const Row& row : rows) {
    QueueFilter filter;
    row.set(filter);
    EXPECT_EQ(matches(filter, {message}, Server{}, file.id.time() + seconds(600)), row.matches)
        << row.what;
  }
}

TEST(QueueFilter, a_campaign_is_of_one_actor_and_one_text) {
  const std::string one = campaign_id("mailbox:a@b.example", "skeleton");
  EXPECT_EQ(one.size(), 8u);
  EXPECT_EQ(one, campaign_id("mailbox:a@b.example", "skeleton"));
  EXPECT_NE(one, campaign_id("mailbox:c@b.example", "skeleton"));
  EXPECT_NE(one, campaign_id("mailbox:a@b.example", "another"));
  SpoolHeader header;
  parse_spool_header(kFile, "1aBcDe-000001-00-H", header);
  SpoolFile file;
  file.id = header.id;
  const SpoolMessage message{&file, &header, 0, false, {}};
  QueueFilter filter;
  filter.campaigns.push_back(spool_campaign(header, Server{}));
  EXPECT_TRUE(matches(filter, {message}, Server{}, header.received_at));
}

}  // namespace
}  // namespace queuehound
