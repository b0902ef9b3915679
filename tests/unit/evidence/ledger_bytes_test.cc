// What a part of a log taught is the same after it was written down and read back.
#include "evidence/ledger_bytes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "mail/address.h"

namespace queuehound {
namespace {

std::string encoded(const Ledger& ledger) {
  Table<char> bytes;
  LedgerBytes::encode(ledger, bytes);
  return {bytes.begin(), bytes.end()};
}

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
    ledger.learn(WebmailAct{login.at, login.user, login.address, static_cast<WebmailDeed>(i % 4),
                            i % 7 != 0, i % 3 == 0 ? "r@a.example" : ""});
    ledger.learn(MailboxOpened{login.at, login.user});
    ledger.learn(SubmissionStep{static_cast<SubmissionStep::What>(i % 3), login.at, login.user,
                                i % 4 == 0 ? "" : "session", login.address,
                                i % 3 == 1 ? std::optional(id_of(i)) : std::nullopt});
    Refusal refusal;
    refusal.at = login.at;
    refusal.address = login.address;
    refusal.recipient = "nobody@a.example";
    refusal.source = {3, i};
    ledger.learn(refusal);
    ledger.learn(PhpMail{login.at, "/home/alma/x.php", "p@a.example", {3, i * 50u}});
    ledger.learn(PipedLetter{id_of(i),
                             login.at,
                             i % 2 == 0 ? "/home/alma/p.php" : "/home/b/q 3",
                             "help@a.example",
                             {3, i * 60u}});
  }
  ledger.distrust(3, 100, 900);
  for (unsigned i = 0; i < 5; ++i)
    ledger.learn_twofold(start + seconds(i * 7000), i % 2 == 0, "a line of two readings");
  ledger.forged_blocks = 2;
  ledger.learn_forger("/home/alma/w", start);
  ledger.first_forgery = {3, 77};
  ledger.first_forgery_line = "2026-11-17 forged";
  ledger.exim_version = "4.96";
}

constexpr seconds kTenDays{10 * 86400};  // longer than all that is learned here

Ledger part_at(Time start, Time from, Time to) {
  Ledger ledger(from, to);
  learn_arrivals(ledger, start);
  learn_outcomes(ledger, start);
  learn_others(ledger, start);
  return ledger;
}
Ledger part_before() { return part_at(kOld, kFrom, kTo); }
Ledger part_inside() { return part_at(kFrom, kFrom, kFrom + kTenDays); }

void expect_same_uses(const Ledger& a, const Ledger& b) {
  ASSERT_EQ(a.logins.size(), b.logins.size());
  for (std::size_t i = 0; i < a.logins.size(); ++i) {
    const LoginUse &x = a.logins[i], &y = b.logins[i];
    EXPECT_EQ(x.key, y.key);
    EXPECT_EQ(std::tie(x.failed_before, x.unknown_user, x.first_failure, x.last_failure),
              std::tie(y.failed_before, y.unknown_user, y.first_failure, y.last_failure));
    const LoginsGotIn &m = a.got_in_of(x), &n = b.got_in_of(y);
    EXPECT_EQ(std::tie(m.succeeded_before, m.days, m.last_day, m.first_success, m.last_success),
              std::tie(n.succeeded_before, n.days, n.last_day, n.first_success, n.last_success));
    const LoginsInWindow &p = a.in_window_of(x), &q = b.in_window_of(y);
    EXPECT_EQ(std::tie(p.line.offset, p.line.digest), std::tie(q.line.offset, q.line.digest));
    EXPECT_EQ(std::tie(p.succeeded, p.failed, p.proven, p.hours),
              std::tie(q.succeeded, q.failed, q.proven, q.hours));
  }
  ASSERT_EQ(a.refusals.size(), b.refusals.size());
  for (std::size_t i = 0; i < a.refusals.size(); ++i) {
    const RefusalUse &x = a.refusals[i], &y = b.refusals[i];
    EXPECT_EQ(std::tie(x.address, x.before), std::tie(y.address, y.before));
    const RefusalsInWindow &p = a.in_window_of(x), &q = b.in_window_of(y);
    EXPECT_EQ(std::tie(p.line.offset, p.line.digest), std::tie(q.line.offset, q.line.digest));
    EXPECT_EQ(std::tie(p.distinct_recipients, p.first, p.last, p.hours),
              std::tie(q.distinct_recipients, q.first, q.last, q.hours));
  }
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
    EXPECT_EQ(std::tie(a.webmail[i].at, a.webmail[i].user, a.webmail[i].address,
                       a.webmail[i].recipient, a.webmail[i].deed),
              std::tie(b.webmail[i].at, b.webmail[i].user, b.webmail[i].address,
                       b.webmail[i].recipient, b.webmail[i].deed));
  EXPECT_EQ(a.mailboxes_opened, b.mailboxes_opened);
  EXPECT_TRUE(std::ranges::equal(a.submission_steps, b.submission_steps));
  ASSERT_EQ(a.php_calls.size(), b.php_calls.size());
  for (std::size_t i = 0; i < a.php_calls.size(); ++i) {
    EXPECT_EQ(std::tie(a.php_calls[i].at, a.php_calls[i].script, a.php_calls[i].to_hash,
                       a.php_calls[i].source.offset),
              std::tie(b.php_calls[i].at, b.php_calls[i].script, b.php_calls[i].to_hash,
                       b.php_calls[i].source.offset));
    EXPECT_EQ(b.php_calls[i].source.file, file);
  }
  ASSERT_EQ(a.piped_runs.size(), b.piped_runs.size());
  for (std::size_t i = 0; i < a.piped_runs.size(); ++i) {
    const PipedRun &x = a.piped_runs[i], &y = b.piped_runs[i];
    EXPECT_EQ(std::tie(x.letter, x.end, x.command, x.recipient, x.source.offset),
              std::tie(y.letter, y.end, y.command, y.recipient, y.source.offset));
    EXPECT_EQ(y.source.file, file);
  }
  for (std::uint32_t id = 0; id < a.strings.size(); ++id) {
    const auto local = [id](const Ledger& ledger) {
      const DomainDeliveries* const seen = ledger.deliveries_to(id);
      return seen == nullptr ? DomainDeliveries{} : *seen;
    };
    EXPECT_EQ(local(a).local, local(b).local);
    EXPECT_EQ(local(a).remote, local(b).remote);
  }
}

void expect_same_actors(const Ledger& a, const Ledger& b) {
  ASSERT_EQ(a.actors.size(), b.actors.size());
  for (std::size_t i = 0; i < a.actors.size(); ++i) {
    const ActorRecord &x = a.actors[i], &y = b.actors[i];
    EXPECT_EQ(std::tie(x.submission, x.name, x.place), std::tie(y.submission, y.name, y.place));
    const auto p = a.hours_of(x), q = b.hours_of(y);
    ASSERT_EQ(p.size(), q.size());
    for (std::size_t h = 0; h < p.size(); ++h)
      EXPECT_EQ(std::tie(p[h].hour, p[h].messages, p[h].recipients),
                std::tie(q[h].hour, q[h].messages, q[h].recipients));
  }
}

// To the last byte: the ids in them are the same too.
template <class Row>
void expect_same_rows(const Table<Row>& a, const Table<Row>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i)
    ASSERT_EQ(std::memcmp(&a[i], &b[i], sizeof(Row)), 0) << "row " << i;
}

void expect_same(const Ledger& a, const Ledger& b, std::uint32_t file) {
  ASSERT_EQ(a.strings.size(), b.strings.size());
  for (std::uint32_t id = 0; id < a.strings.size(); ++id) ASSERT_EQ(a.text(id), b.text(id));
  expect_same_actors(a, b);
  expect_same_uses(a, b);
  expect_same_acts(a, b, file);
  expect_same_rows(a.recipients, b.recipients);
  EXPECT_EQ(a.forging_paths, b.forging_paths);
  EXPECT_EQ(std::tie(a.twofold.logins, a.twofold.others, a.twofold.line),
            std::tie(b.twofold.logins, b.twofold.others, b.twofold.line));
  EXPECT_EQ(std::tie(a.forged_blocks, a.first_forgery.offset, a.first_forgery_line, a.exim_version,
                     a.oldest_log, a.newest_log, a.stamps.first, a.stamps.last),
            std::tie(b.forged_blocks, b.first_forgery.offset, b.first_forgery_line, b.exim_version,
                     b.oldest_log, b.newest_log, b.stamps.first, b.stamps.last));
}

TEST(LedgerBytes, EveryTableComesBack) {
  for (const bool is_inside : {false, true}) {
    SCOPED_TRACE(is_inside);
    const Ledger ledger = is_inside ? part_inside() : part_before();
    ASSERT_EQ(LedgerBytes::place_of(ledger),
              is_inside ? LedgerBytes::Place::inside : LedgerBytes::Place::before);
    const std::string bytes = encoded(ledger);
    Ledger read(ledger.from(), ledger.to());
    ASSERT_TRUE(LedgerBytes::decode(bytes, 3, read));
    expect_same(ledger, read, 3);
    // The private tables too: mail that was not done, orphans, forged blocks.
    EXPECT_EQ(encoded(read), bytes);
  }
}

// The list of files may be another one in the next run.
TEST(LedgerBytes, RowsAreOfTheFileTheyAreReadFor) {
  const Ledger ledger = part_inside();
  Ledger read(ledger.from(), ledger.to());
  ASSERT_TRUE(LedgerBytes::decode(encoded(ledger), 8, read));
  EXPECT_EQ(read.first_forgery.file, 8u);
  ASSERT_FALSE(read.messages.empty());
  for (const Message& message : read.messages) EXPECT_EQ(read.line_of(message).file, 8u);
  for (const LoginUse& use : read.logins) EXPECT_EQ(read.in_window_of(use).line.file, 8u);
  for (const RefusalUse& use : read.refusals) EXPECT_EQ(read.in_window_of(use).line.file, 8u);
  expect_same_acts(ledger, read, 8);
}

// The first of a log's parts is taken over as it stands, later ones are joined to it.
TEST(LedgerBytes, WhatIsReadBackIsAbsorbedLikeTheOriginal) {
  struct Row {
    bool is_inside, is_first;
  };
  for (const auto& [is_inside, is_first] :
       {Row{false, true}, Row{false, false}, Row{true, true}, Row{true, false}}) {
    SCOPED_TRACE(std::to_string(is_inside) + std::to_string(is_first));
    const auto part = is_inside ? part_inside : part_before;
    const Time to = is_inside ? kFrom + kTenDays : kTo;
    Ledger straight(kFrom, to), kept(kFrom, to);
    for (Ledger* all : {&straight, &kept}) {
      if (!is_first) {
        Ledger before(kFrom, to);
        learn_others(before, kOld - seconds(86400 * 3));
        all->absorb(std::move(before));
      }
    }
    Ledger read(kFrom, to);
    ASSERT_TRUE(LedgerBytes::decode(encoded(part()), 3, read));
    straight.absorb(part());
    kept.absorb(std::move(read));
    for (Ledger* all : {&straight, &kept}) {
      Ledger now(kFrom, to);
      learn_arrivals(now, kFrom + seconds(60));
      learn_outcomes(now, kFrom + seconds(60));
      learn_others(now, kFrom + seconds(60));
      all->absorb(std::move(now));
      all->settle(false);
    }
    expect_same_rows(straight.messages, kept.messages);
    expect_same_rows(straight.recipients, kept.recipients);
    expect_same_rows(straight.actor_messages, kept.actor_messages);
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
    expect_same_rows(facts.messages, lines.messages);
    EXPECT_EQ(encoded(facts), encoded(lines));
  }
}

TEST(LedgerBytes, WhatIsKeptLiesOnOneSideOfTheWindowsBeginning) {
  const auto place_after = [](std::initializer_list<Time> times) {
    Ledger ledger(kFrom, kTo);
    for (const Time at : times)
      ledger.learn(WebmailAct{at, "anna@a.example", address_of("192.0.2.1")});
    return LedgerBytes::place_of(ledger);
  };
  using enum LedgerBytes::Place;
  EXPECT_EQ(place_after({}), before);
  EXPECT_EQ(place_after({kFrom - seconds(1)}), before);
  EXPECT_EQ(place_after({kFrom - seconds(1), kFrom}), across);
  EXPECT_EQ(place_after({kFrom, kTo}), inside);
  EXPECT_EQ(place_after({kFrom, kTo + seconds(1)}), across) << "what comes later is not learned";
  Ledger settled = part_inside();
  settled.settle(false);
  EXPECT_EQ(LedgerBytes::place_of(settled), across);
}

TEST(LedgerBytes, BytesThatWereCutAreRefused) {
  const std::string bytes = encoded(part_inside());
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    Ledger read(kFrom, kFrom + kTenDays);
    EXPECT_FALSE(LedgerBytes::decode(bytes.substr(0, size), 0, read)) << size;
  }
  Ledger read(kFrom, kTo);
  EXPECT_FALSE(LedgerBytes::decode(bytes + "x", 0, read));
}

}  // namespace
}  // namespace queuehound
