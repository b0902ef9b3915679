#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {
namespace {

const Time kFrom{days_from_civil(2026, 11, 22) * seconds(86400)};
const Time kTo = kFrom + seconds(86400);

MessageId id_of(unsigned number) {
  return *parse_message_id("1xVAAA-00000" + std::to_string(number) + "-00");
}

enum class From : std::uint8_t { mailbox, loopback, filter, tomcat, outside };

// One message as the log tells it, and where it was delivered.
struct Row {
  From from;
  std::string_view header_id = "one@pc.example";
  std::string_view recipient = "anna@far.example";
  bool to_loopback = false;
  unsigned answered = 0;  // the filter named this message
  std::string_view sender = "info@shop.example";
};

void learn(Ledger& ledger, const Row& row, unsigned number) {
  Arrival arrival;
  arrival.id = id_of(number);
  arrival.at = kFrom + seconds(number);
  arrival.header_id = row.header_id;
  arrival.sender = row.sender;
  arrival.has_address =
      row.from == From::mailbox || row.from == From::loopback || row.from == From::outside;
  arrival.submission = row.from == From::mailbox ? SubmissionClass::mailbox
                       : arrival.has_address     ? SubmissionClass::remote
                                                 : SubmissionClass::local;
  if (row.from == From::mailbox) arrival.name = "info@shop.example";
  if (row.from == From::filter) arrival.name = "mail";
  if (row.from == From::tomcat) arrival.name = "tomcat";
  if (arrival.has_address)
    arrival.address = *parse_ip_address(row.from == From::loopback ? "127.0.0.1" : "203.0.113.7");
  const std::vector<std::string_view> recipients{row.recipient};
  arrival.recipients = recipients;
  arrival.source = {0, number * 100u};
  ledger.learn(arrival);
  RecipientOutcome outcome;
  outcome.id = arrival.id;
  outcome.at = arrival.at;
  outcome.recipient = outcome.final_address = row.recipient;
  outcome.outcome = Outcome::delivered;
  outcome.is_to_loopback = row.to_loopback;
  if (row.answered != 0) outcome.handed_back_as = id_of(row.answered);
  ledger.learn(outcome);
}

std::string actor_of(const Ledger& ledger, const Message& message) {
  const ActorRecord& actor = ledger.actors[message.actor];
  return actor.submission == SubmissionClass::remote ? to_text(ledger.address(actor.name))
                                                     : std::string(ledger.text(actor.name));
}

// "who:counted" of each message in order; "-" where another stands for it.
std::string told(const std::vector<Row>& rows) {
  Ledger ledger(kFrom, kTo);
  for (unsigned number = 1; number <= rows.size(); ++number)
    learn(ledger, rows[number - 1], number);
  ledger.settle(false, {"mail"});
  std::string all;
  for (const Message& message : ledger.messages)
    all += (all.empty() ? "" : " ") + actor_of(ledger, message) + (message.is_counted() ? "" : "-");
  return all;
}

TEST(LedgerHandedBack, ASecondMessageIsItsFirstSenders) {
  const Row sent{From::mailbox}, to_filter{.from = From::mailbox, .to_loopback = true};
  const struct {
    const char* story;
    std::vector<Row> rows;
    const char* told;
  } cases[] = {
      {"a filter by SMTP, by what it answered",
       {{.from = From::mailbox, .header_id = "", .to_loopback = true, .answered = 2},
        {.from = From::loopback, .header_id = ""}},
       "info@shop.example- info@shop.example"},
      {"by the Message-ID", {to_filter, {From::loopback}}, "info@shop.example- info@shop.example"},
      {"by the Message-ID that Exim gave the first, which had none",
       {{.from = From::mailbox, .header_id = "", .to_loopback = true},
        {.from = From::loopback, .header_id = "E1xVAAA-000001-00@host.example"}},
       "info@shop.example- info@shop.example"},
      {"a filter through a pipe", {sent, {From::filter}}, "info@shop.example- info@shop.example"},
      {"two filters, one behind the other",
       {to_filter, {.from = From::loopback, .to_loopback = true}, {From::loopback}},
       "info@shop.example- info@shop.example- info@shop.example"},
      {"mail from elsewhere", {{From::outside}, {From::filter}}, "203.0.113.7- 203.0.113.7"},
      {"redirected by a Sieve script: the letter counts as it came",
       {{.from = From::outside, .recipient = "info@shop.example"},
        {.from = From::filter, .recipient = "me@far.example", .sender = "srs@shop.example"}},
       "203.0.113.7 203.0.113.7-"},
      // What would hide a flood, or lay it at another's door.
      {"a flood over loopback with one Message-ID, delivered elsewhere",
       {{From::loopback}, {From::loopback}, {From::loopback}},
       "127.0.0.1 127.0.0.1 127.0.0.1"},
      {"the same where all mail leaves through a tunnel on loopback",
       {{.from = From::loopback, .to_loopback = true},
        {.from = From::loopback, .recipient = "ben@far.example", .to_loopback = true},
        {.from = From::loopback, .to_loopback = true}},
       "127.0.0.1 127.0.0.1 127.0.0.1"},
      {"a program that repeats a mailbox's letter to other people, through such a tunnel",
       {to_filter, {.from = From::loopback, .recipient = "ben@far.example", .to_loopback = true}},
       "info@shop.example 127.0.0.1"},
      {"the same through a filter: each letter once",
       {{.from = From::loopback, .to_loopback = true, .answered = 2},
        {From::loopback},
        {.from = From::loopback, .to_loopback = true, .answered = 4},
        {From::loopback}},
       "127.0.0.1- 127.0.0.1 127.0.0.1- 127.0.0.1"},
      {"a program that repeats the Message-ID of a mailbox's letter, which went elsewhere",
       {sent, {From::loopback}},
       "info@shop.example 127.0.0.1"},
      {"one letter to a filter stands for one that comes back",
       {to_filter, {From::loopback}, {From::loopback}},
       "info@shop.example- info@shop.example 127.0.0.1"},
      {"a service that was broken into", {sent, {From::tomcat}}, "info@shop.example tomcat"},
      {"another sender",
       {to_filter, {.from = From::loopback, .sender = "x@far.example"}},
       "info@shop.example 127.0.0.1"},
      {"an answer that names a message of somebody else's",
       {{.from = From::mailbox, .to_loopback = true, .answered = 2}, {From::outside}},
       "info@shop.example 203.0.113.7"},
  };
  for (const auto& row : cases) EXPECT_EQ(told(row.rows), row.told) << row.story;
}

}  // namespace
}  // namespace queuehound
