// What a closed part of a log taught is the same after it was written down and read back.
#include "evidence/ledger_bytes.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mail/address.h"

namespace queuehound {
namespace {

const Time kFrom{days_from_civil(2026, 11, 22) * seconds(86400)};
const Time kTo = kFrom + seconds(86400);
const Time kOld = kFrom - seconds(5 * 86400);

MessageId id_of(unsigned number) {
  std::string text = "1xVAAA-000000-00";
  for (std::size_t i = 12; number != 0; number /= 10)
    text[i--] = static_cast<char>('0' + number % 10);
  return *parse_message_id(text);
}

IpAddress address_of(std::string_view text) { return *parse_ip_address(text); }

void learn_arrivals(Ledger& ledger, Time start) {
  const std::vector<std::string_view> recipients{"p@a.example", "q@b.example"};
  for (unsigned i = 1; i < 300; ++i) {
    Arrival arrival;
    arrival.id = id_of(i);
    arrival.at = start + seconds(i * 600);
    arrival.submission = static_cast<SubmissionClass>(i % 4);
    const std::string name = "user" + std::to_string(i % 7);
    arrival.name = name;
    if (arrival.submission == SubmissionClass::local) arrival.directory = "/home/alma/public_html";
    arrival.has_address = i % 4 != 1;
    arrival.address = address_of("192.0.2." + std::to_string(i % 9));
    arrival.sender = "alma@host.example";
    if (i % 3 != 0) arrival.recipients = recipients;
    arrival.source = {3, i * 100u};
    ledger.learn(arrival);
    if (i % 5 == 0) ledger.learn_completed(arrival.id, arrival.at + seconds(9));
  }
}

void learn_outcomes(Ledger& ledger, Time start) {
  const Outcome outcomes[] = {Outcome::delivered, Outcome::deferred, Outcome::failed,
                              Outcome::discarded};
  for (unsigned i = 250; i < 320; ++i) {  // the last ones have no arrival here
    RecipientOutcome event;
    event.id = id_of(i);
    event.at = start + seconds(i * 600);
    event.recipient = i % 2 == 0 ? "p@a.example" : "List@c.test";
    event.domain = ledger.domain_id(domain_of(event.recipient));
    event.final_address = i % 3 == 0 ? "other@d.test" : event.recipient;
    event.outcome = outcomes[i % 4];
    event.is_remote = i % 2 == 0;
    event.is_unknown_recipient = i % 5 == 0;
    event.is_spam_refusal = i % 7 == 0;
    ledger.learn(event);
  }
  ledger.learn_completed(id_of(900), start);
}

void learn_others(Ledger& ledger, Time start) {
  for (unsigned i = 0; i < 60; ++i) {
    Login login;
    login.at = start + seconds(i * 7000);
    login.user = i % 2 == 0 ? "anna@a.example" : "bert@b.example";
    login.address = address_of("198.51.100." + std::to_string(i % 5));
    login.door = static_cast<Login::Door>(i % 5);
    login.succeeded = i % 3 != 0;
    login.is_unknown_user = i % 6 == 0;
    login.attempts = i % 4 + 1;
    login.source = {3, i};
    login.line = "a line";
    ledger.learn(login);
    ledger.learn(WebmailAct{login.at, login.user, login.address, i % 2 == 0});
    Refusal refusal;
    refusal.at = login.at;
    refusal.address = login.address;
    refusal.recipient = "nobody@a.example";
    refusal.source = {3, i};
    ledger.learn(refusal);
    ledger.learn(PhpMail{login.at, "/home/alma/x.php", "p@a.example", {3, i * 50u}, "line"});
  }
  ledger.distrust(3, 100, 900);
  ledger.forged_blocks = 2;
  ledger.first_forgery = {3, 77};
  ledger.first_forgery_line = "2026-11-17 forged";
  ledger.exim_version = "4.96";
}

Ledger closed_ledger() {
  Ledger ledger(kFrom, kTo);
  learn_arrivals(ledger, kOld);
  learn_outcomes(ledger, kOld);
  learn_others(ledger, kOld);
  return ledger;
}

void expect_same_uses(const Ledger& a, const Ledger& b) {
  ASSERT_EQ(a.logins.size(), b.logins.size());
  for (std::size_t i = 0; i < a.logins.size(); ++i) {
    const LoginUse &x = a.logins[i], &y = b.logins[i];
    EXPECT_EQ(x.key, y.key);
    EXPECT_EQ(std::tie(x.succeeded, x.failed, x.succeeded_before, x.failed_before, x.unknown_user,
                       x.days, x.last_day, x.proven, x.line),
              std::tie(y.succeeded, y.failed, y.succeeded_before, y.failed_before, y.unknown_user,
                       y.days, y.last_day, y.proven, y.line));
    EXPECT_EQ(std::tie(x.first_success, x.last_success, x.first_failure, x.last_failure, x.hour,
                       x.first_hour, x.failures_hour, x.busiest_failures_hour),
              std::tie(y.first_success, y.last_success, y.first_failure, y.last_failure, y.hour,
                       y.first_hour, y.failures_hour, y.busiest_failures_hour));
  }
  ASSERT_EQ(a.refusals.size(), b.refusals.size());
  for (std::size_t i = 0; i < a.refusals.size(); ++i)
    EXPECT_EQ(std::tie(a.refusals[i].address, a.refusals[i].before, a.refusals[i].hour),
              std::tie(b.refusals[i].address, b.refusals[i].before, b.refusals[i].hour));
  ASSERT_EQ(a.address_uses.size(), b.address_uses.size());
  for (std::size_t i = 0; i < a.address_uses.size(); ++i) {
    const AddressUse &x = a.address_uses[i], &y = b.address_uses[i];
    EXPECT_EQ(std::tie(x.actor, x.address, x.messages, x.first, x.last, x.last_day, x.days),
              std::tie(y.actor, y.address, y.messages, y.first, y.last, y.last_day, y.days));
  }
}

void expect_same_acts(const Ledger& a, const Ledger& b, std::uint32_t file) {
  ASSERT_EQ(a.webmail.size(), b.webmail.size());
  for (std::size_t i = 0; i < a.webmail.size(); ++i)
    EXPECT_EQ(
        std::tie(a.webmail[i].at, a.webmail[i].user, a.webmail[i].address, a.webmail[i].is_send),
        std::tie(b.webmail[i].at, b.webmail[i].user, b.webmail[i].address, b.webmail[i].is_send));
  ASSERT_EQ(a.php_calls.size(), b.php_calls.size());
  for (std::size_t i = 0; i < a.php_calls.size(); ++i) {
    EXPECT_EQ(std::tie(a.php_calls[i].at, a.php_calls[i].script, a.php_calls[i].to_hash,
                       a.php_calls[i].source.offset),
              std::tie(b.php_calls[i].at, b.php_calls[i].script, b.php_calls[i].to_hash,
                       b.php_calls[i].source.offset));
    EXPECT_EQ(b.php_calls[i].source.file, file);
  }
  for (std::uint32_t id = 0; id < a.strings.size(); ++id) {
    const auto local = [id](const Ledger& ledger) {
      return id < ledger.delivered_domains.size() ? ledger.delivered_domains[id]
                                                  : DomainDeliveries{};
    };
    EXPECT_EQ(local(a).local, local(b).local);
    EXPECT_EQ(local(a).remote, local(b).remote);
  }
}

void expect_same_actors(const Ledger& a, const Ledger& b) {
  ASSERT_EQ(a.actors.size(), b.actors.size());
  for (std::size_t i = 0; i < a.actors.size(); ++i) {
    const ActorRecord &x = a.actors[i], &y = b.actors[i];
    EXPECT_EQ(std::tie(x.submission, x.name, x.place, x.first_line),
              std::tie(y.submission, y.name, y.place, y.first_line));
    ASSERT_EQ(x.hours.size(), y.hours.size());
    for (std::size_t h = 0; h < x.hours.size(); ++h)
      EXPECT_EQ(std::tie(x.hours[h].hour, x.hours[h].messages, x.hours[h].recipients),
                std::tie(y.hours[h].hour, y.hours[h].messages, y.hours[h].recipients));
  }
}

void expect_same(const Ledger& a, const Ledger& b, std::uint32_t file) {
  ASSERT_EQ(a.strings.size(), b.strings.size());
  for (std::uint32_t id = 0; id < a.strings.size(); ++id) ASSERT_EQ(a.text(id), b.text(id));
  expect_same_actors(a, b);
  expect_same_uses(a, b);
  expect_same_acts(a, b, file);
  EXPECT_EQ(std::tie(a.forged_blocks, a.first_forgery.offset, a.first_forgery_line, a.exim_version,
                     a.oldest_log, a.newest_log, a.stamps.first, a.stamps.last),
            std::tie(b.forged_blocks, b.first_forgery.offset, b.first_forgery_line, b.exim_version,
                     b.oldest_log, b.newest_log, b.stamps.first, b.stamps.last));
}

TEST(LedgerBytes, EveryTableComesBack) {
  const Ledger ledger = closed_ledger();
  ASSERT_TRUE(LedgerBytes::is_closed(ledger));
  const std::string bytes = LedgerBytes::encode(ledger);
  Ledger read(kFrom, kTo);
  ASSERT_TRUE(LedgerBytes::decode(bytes, 8, read));
  expect_same(ledger, read, 8);
  EXPECT_EQ(read.first_forgery.file, 8u);
  // The private tables too: mail that was not done, orphans, forged blocks.
  EXPECT_EQ(LedgerBytes::encode(read), bytes);
}

// The first of a log's parts is taken over as it stands, later ones are joined to it.
TEST(LedgerBytes, WhatIsReadBackIsAbsorbedLikeTheOriginal) {
  for (const bool is_first : {true, false}) {
    Ledger straight(kFrom, kTo), kept(kFrom, kTo);
    for (Ledger* all : {&straight, &kept}) {
      if (!is_first) {
        Ledger before(kFrom, kTo);
        learn_others(before, kOld - seconds(86400 * 3));
        all->absorb(std::move(before));
      }
    }
    Ledger read(kFrom, kTo);
    ASSERT_TRUE(LedgerBytes::decode(LedgerBytes::encode(closed_ledger()), 3, read));
    straight.absorb(closed_ledger());
    kept.absorb(std::move(read));
    for (Ledger* all : {&straight, &kept}) {
      Ledger now(kFrom, kTo);
      learn_arrivals(now, kFrom + seconds(60));
      learn_outcomes(now, kFrom + seconds(60));
      learn_others(now, kFrom + seconds(60));
      all->absorb(std::move(now));
      all->settle(false);
    }
    EXPECT_EQ(straight.messages.size(), kept.messages.size());
    EXPECT_EQ(straight.recipients.size(), kept.recipients.size());
    expect_same_actors(straight, kept);
    expect_same_uses(straight, kept);
  }
}

// Rows that are known again, and counts that lag behind, change nothing of what is learned.
TEST(LedgerBytes, LinesTeachWhatTheSameFactsTeachOneByOne) {
  for (const Time start : {kOld, kFrom - seconds(86400)}) {  // before the window, and into it
    Ledger facts(kFrom, kTo), lines(kFrom, kTo);
    for (int block = 0; block < 3; ++block) {
      lines.begin_lines();
      for (Ledger* ledger : {&facts, &lines}) {
        learn_arrivals(*ledger, start + seconds(block * 40));
        learn_outcomes(*ledger, start + seconds(block * 40));
        learn_others(*ledger, start + seconds(block * 40));
      }
      lines.end_lines();
    }
    expect_same(facts, lines, 3);
    EXPECT_EQ(facts.messages.size(), lines.messages.size());
    ASSERT_EQ(LedgerBytes::is_closed(facts), LedgerBytes::is_closed(lines));
    if (LedgerBytes::is_closed(facts)) {
      EXPECT_EQ(LedgerBytes::encode(facts), LedgerBytes::encode(lines));
    }
  }
}

TEST(LedgerBytes, APartThatReachesIntoTheWindowIsNotClosed) {
  Ledger ledger = closed_ledger();
  ledger.learn(WebmailAct{kFrom, "anna@a.example", address_of("192.0.2.1"), false});
  EXPECT_FALSE(LedgerBytes::is_closed(ledger));
  Ledger empty(kFrom, kTo);
  EXPECT_TRUE(LedgerBytes::is_closed(empty));
  learn_arrivals(empty, kFrom);
  EXPECT_FALSE(LedgerBytes::is_closed(empty));
}

TEST(LedgerBytes, BytesThatWereCutAreRefused) {
  const std::string bytes = LedgerBytes::encode(closed_ledger());
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    Ledger read(kFrom, kTo);
    EXPECT_FALSE(LedgerBytes::decode(bytes.substr(0, size), 0, read)) << size;
  }
  Ledger read(kFrom, kTo);
  EXPECT_FALSE(LedgerBytes::decode(bytes + "x", 0, read));
}

}  // namespace
}  // namespace queuehound
