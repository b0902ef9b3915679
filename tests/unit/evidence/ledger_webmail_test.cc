#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {
namespace {

const Time kFrom{days_from_civil(2026, 11, 22) * seconds(86400)};
const Time kTo = kFrom + seconds(86400);
constexpr std::string_view kBox = "kim@shop.example";

enum class From : std::uint8_t { program, loopback, outside };

struct Handed {  // a message
  int at = 0;
  From from = From::program;
  std::string_view sender = kBox;
  std::string_view recipient = "anna@far.example";
};

struct Told {  // a line of the webmail's
  int at = 0;
  std::string_view recipient = "anna@far.example";
};

struct Story {
  const char* name;
  std::vector<Handed> messages;
  std::vector<Told> letters;
  std::vector<int> opened;
  const char* told;  // of each message: who
  WebmailDeed deed = WebmailDeed::telling;
};

void learn(Ledger& ledger, const Handed& handed, unsigned number) {
  Arrival arrival;
  arrival.id = *parse_message_id("1xVAAA-00000" + std::to_string(number) + "-00");
  arrival.at = kFrom + seconds(handed.at);
  arrival.sender = handed.sender;
  arrival.has_address = handed.from != From::program;
  arrival.submission = arrival.has_address ? SubmissionClass::remote : SubmissionClass::local;
  if (arrival.has_address)
    arrival.address = *parse_ip_address(handed.from == From::loopback ? "127.0.0.1" : "192.0.2.9");
  else
    arrival.name = "www-data";
  const std::vector<std::string_view> recipients{handed.recipient};
  arrival.recipients = recipients;
  ledger.learn(arrival);
}

Ledger settled(const Story& story) {
  Ledger ledger(kFrom, kTo);
  for (unsigned number = 1; number <= story.messages.size(); ++number)
    learn(ledger, story.messages[number - 1], number);
  for (const Told& letter : story.letters)
    ledger.learn(WebmailAct{kFrom + seconds(letter.at), kBox, *parse_ip_address("203.0.113.7"),
                            story.deed, true, letter.recipient});
  for (const int at : story.opened) ledger.learn(MailboxOpened{kFrom + seconds(at), kBox});
  ledger.settle(false);
  return ledger;
}

std::string told(const Story& story) {
  const Ledger ledger = settled(story);
  std::string all;
  for (const Message& message : ledger.messages) {
    const ActorRecord& actor = ledger.actors[message.actor];
    all += all.empty() ? "" : " ";
    all += actor.submission == SubmissionClass::mailbox ? "kim"
           : actor.submission == SubmissionClass::local ? "www-data"
                                                        : "host";
    EXPECT_EQ(message.is_by_webmail, actor.submission == SubmissionClass::mailbox);
  }
  return all;
}

TEST(LedgerWebmail, WhoseALetterIs) {
  const Handed other{100, From::program, "www-data@host.example", "ben@far.example"};
  const Story stories[] = {
      {"by a program", {{100}}, {{101}}, {100}, "kim"},
      {"over loopback", {{100, From::loopback}}, {{101}}, {100}, "kim"},
      {"from elsewhere", {{100, From::outside}}, {{101}}, {100}, "host"},
      {"under another name: its recipient tells",
       {{100, From::program, "sales@shop.example"}},
       {{101}},
       {100},
       "kim"},
      {"a letter of another page in the same second",
       {{100}, other},
       {{101}},
       {100},
       "kim www-data"},
      {"no recipients told: its sender tells", {{100}, other}, {{101, ""}}, {100}, "kim www-data"},
      {"too long before the line", {{80}}, {{101}}, {100}, "www-data"},
      // What would lay a flood at an innocent's door.
      {"nobody opened the mailbox", {{100}}, {{101}}, {}, "www-data"},
      {"it was opened a minute before", {{100}}, {{101}}, {40}, "www-data"},
      {"most lines come while it is not opened",
       {{100}, {200}, {300}},
       {{101}, {201}, {301}},
       {100},
       "www-data www-data www-data"},
      {"more letters in its name than are told",
       {{99}, {100}, {101}},
       {{101, ""}},
       {100},
       "www-data www-data www-data"},
      {"a webmail that keeps it open", {{100}}, {{101}}, {-900}, "kim", WebmailDeed::telling_open},
      {"one that tells who sat before a login alone",
       {{100}},
       {{101}},
       {100},
       "www-data",
       WebmailDeed::send},
  };
  for (const Story& story : stories) EXPECT_EQ(told(story), story.told) << story.name;
}

// Who writes the webmail's log may write any number of lines of one second.
TEST(LedgerWebmail, MillionsOfComparisonsAtOnceAreNobodys) {
  Story story{"", {{100}, {100}, {100}, {100}}, {}, {100}, ""};
  story.letters.assign((1u << 22) / 4, {101});
  EXPECT_EQ(told(story), "kim kim kim kim");
  story.letters.push_back({101});
  EXPECT_EQ(told(story), "www-data www-data www-data www-data");
}

// A thief who has lines written of the mailbox that he sends with is not rid of it.
TEST(LedgerWebmail, ThousandsOfLinesDoNotHideWhoSends) {
  Story story{"", {{100}, {101}}, {}, {100}, ""};
  story.letters.assign(2, {101});
  story.letters.resize(5000, {101, "nobody@far.example"});
  EXPECT_EQ(told(story), "kim kim");
}

TEST(LedgerWebmail, WhatWasToldBeforeTheWindowIsTheUsual) {
  const Ledger ledger = settled({"", {{100}}, {{101}, {-86400}, {-90000}}, {100, -86400}, ""});
  const ActorId actor = ledger.find_actor(SubmissionClass::mailbox, kBox, "");
  ASSERT_NE(actor, kNothing);
  std::uint32_t messages = 0;
  for (const HourCount& hour : ledger.hours_of(ledger.actors[actor])) messages += hour.messages;
  EXPECT_EQ(messages, 2u) << "the letter, and the old one that was witnessed";
}

}  // namespace
}  // namespace queuehound
