#include "evidence/ledger.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "evidence/line_digest.h"

namespace queuehound {
namespace {

const Time kFrom{days_from_civil(2026, 11, 22) * seconds(86400)};
const Time kTo = kFrom + seconds(86400);

MessageId id_of(unsigned number) {
  std::string text = "1xVAAA-000000-00";
  for (std::size_t i = 12; number != 0; number /= 10)
    text[i--] = static_cast<char>('0' + number % 10);
  return *parse_message_id(text);
}

Arrival arrival_of(unsigned number, Time at, std::string_view name = "alma") {
  Arrival arrival;
  arrival.id = id_of(number);
  arrival.at = at;
  arrival.submission = SubmissionClass::local;
  arrival.name = name;
  arrival.directory = "/home/alma/public_html";
  arrival.sender = "alma@host.example";
  arrival.source = {0, number * 100u};
  return arrival;
}

RecipientOutcome outcome_of(unsigned number, std::string_view recipient, Outcome outcome) {
  RecipientOutcome event;
  event.id = id_of(number);
  event.at = kFrom;
  event.recipient = event.final_address = recipient;
  event.outcome = outcome;
  return event;
}

std::vector<Outcome> outcomes(const Ledger& ledger, MessageIndex index) {
  std::vector<Outcome> all;
  ledger.for_each_recipient_of(ledger.messages[index],
                               [&](const RecipientEntry& entry) { all.push_back(entry.outcome); });
  return all;
}

TEST(Ledger, ARecipientsLastStateCounts) {
  const struct {
    std::vector<Outcome> events;
    Outcome last;
  } rows[] = {
      {{Outcome::deferred}, Outcome::deferred},
      {{Outcome::deferred, Outcome::deferred, Outcome::delivered}, Outcome::delivered},
      {{Outcome::deferred, Outcome::failed}, Outcome::failed},
      // A list's second member is put off after the first one has it.
      {{Outcome::delivered, Outcome::deferred}, Outcome::delivered},
      {{Outcome::failed, Outcome::deferred}, Outcome::failed},
      {{Outcome::discarded}, Outcome::discarded},
  };
  for (const auto& row : rows) {
    Ledger ledger(kFrom, kTo);
    ledger.learn(arrival_of(1, kFrom));
    for (const Outcome outcome : row.events) ledger.learn(outcome_of(1, "P@a.example", outcome));
    ASSERT_EQ(outcomes(ledger, 0), std::vector{row.last});
  }
}

TEST(Ledger, OneAddressIsOneRecipientHoweverTyped) {
  Ledger ledger(kFrom, kTo);
  const std::vector<std::string_view> typed{"p@a.example", "P@A.example", "q@a.example"};
  Arrival arrival = arrival_of(1, kFrom);
  arrival.recipients = typed;
  ledger.learn(arrival);
  ledger.learn(outcome_of(1, "p@A.EXAMPLE", Outcome::delivered));
  EXPECT_EQ(ledger.messages[0].recipients, 2u);
}

TEST(Ledger, ManyRecipientsAreFoundAsFewAre) {
  Ledger ledger(kFrom, kTo);
  ledger.learn(arrival_of(1, kFrom));
  for (unsigned round = 0; round < 2; ++round)
    for (unsigned i = 0; i < 200; ++i)
      ledger.learn(outcome_of(1, "p" + std::to_string(i) + "@a.example",
                              round == 0 ? Outcome::deferred : Outcome::delivered));
  EXPECT_EQ(ledger.messages[0].recipients, 200u);
  EXPECT_EQ(outcomes(ledger, 0), std::vector(200, Outcome::delivered));
}

TEST(Ledger, TheSpoolIsBelievedBeforeTheLog) {
  Ledger all(kFrom, kTo), log(kFrom, kTo), spool(kFrom, kTo);
  log.learn(arrival_of(1, kFrom, "bert"));  // a forged line names another account
  log.learn(arrival_of(2, kFrom));
  QueuedMessage queued;
  queued.arrival = arrival_of(1, kFrom);
  queued.arrival.directory = {};
  spool.learn(queued);
  queued.arrival = arrival_of(2, kFrom);
  queued.arrival.directory = {};
  spool.learn(queued);
  all.absorb(std::move(log));
  all.absorb(std::move(spool));
  all.settle(true);
  ASSERT_EQ(all.messages.size(), 2u);
  const ActorRecord& first = all.actors[all.messages[0].actor];
  EXPECT_EQ(all.text(first.name), "alma");
  EXPECT_EQ(all.text(first.place), "") << "the forged line's directory is not believed either";
  const ActorRecord& second = all.actors[all.messages[1].actor];
  EXPECT_EQ(all.text(second.place), "/home/alma/public_html")
      << "the log knows where, and both agree who";
  EXPECT_TRUE(all.messages[1].in_log && all.messages[1].in_spool);
}

// Delivery lines of a message that has waited since before the oldest log were not lost.
TEST(Ledger, AQueuedMessageKeepsOutcomesWhoseArrivalNoLogHolds) {
  Ledger all(kFrom, kTo), log(kFrom, kTo), spool(kFrom, kTo);
  log.learn(outcome_of(7, "p@a.example", Outcome::deferred));
  QueuedMessage queued;
  queued.arrival = arrival_of(7, kFrom - seconds(90000));
  spool.learn(queued);
  all.absorb(std::move(log));
  all.absorb(std::move(spool));
  all.settle(true);
  EXPECT_EQ(outcomes(all, 0), std::vector{Outcome::deferred});
}

TEST(Ledger, AnArrivalThatNeverLivedIsDoubtedOnlyWhereLogAndSpoolFit) {
  for (const unsigned honest : {3u, 20u}) {
    for (const bool spool_was_read : {false, true}) {
      Ledger ledger(kFrom, kTo);
      for (unsigned i = 1; i <= honest; ++i) {
        ledger.learn(arrival_of(i, kFrom + seconds(i)));
        ledger.learn_completed(id_of(i), kFrom + seconds(i));
      }
      ledger.learn(arrival_of(90, kFrom + seconds(50)));
      ledger.learn(arrival_of(91, kFrom + seconds(5000)));  // may still be moving
      ledger.settle(spool_was_read);
      EXPECT_EQ(ledger.doubtful_arrivals, spool_was_read && honest == 20 ? 1u : 0u);
    }
  }
}

TEST(Ledger, EachHourStandsOnceAfterSettling) {
  Ledger ledger(kFrom, kTo);
  const std::vector<std::string_view> two{"p@a.example", "q@a.example"};
  for (unsigned hour = 0; hour < 10; ++hour) {
    Arrival arrival = arrival_of(hour + 1, kFrom + seconds(3600 * hour + 60));
    arrival.recipients = two;
    ledger.learn(arrival);
  }
  ledger.settle(false);
  ASSERT_EQ(ledger.actors.size(), 1u);
  ASSERT_EQ(ledger.hours_of(ledger.actors[0]).size(), 10u);
  for (const HourCount& hour : ledger.hours_of(ledger.actors[0])) {
    EXPECT_EQ(hour.messages, 1u);
    EXPECT_EQ(hour.recipients, 2u);
  }
}

TEST(Ledger, OlderMailCountsByHourAndNothingAfterTheWindowCounts) {
  Ledger ledger(kFrom, kTo);
  const std::vector<std::string_view> two{"p@a.example", "q@a.example"};
  Arrival old = arrival_of(1, kFrom - seconds(7200));
  old.recipients = two;
  ledger.learn(old);
  ledger.learn(arrival_of(2, kFrom - seconds(7200)));  // its recipients show as they are delivered
  for (const std::string_view recipient : two)
    ledger.learn(outcome_of(2, recipient, Outcome::delivered));
  ledger.learn_completed(id_of(2), kFrom);
  ledger.learn(outcome_of(2, "r@a.example", Outcome::delivered));
  ledger.learn(arrival_of(3, kTo + seconds(1)));
  ledger.settle(false);
  EXPECT_TRUE(ledger.messages.empty());
  ASSERT_EQ(ledger.hours_of(ledger.actors[0]).size(), 1u);
  EXPECT_EQ(ledger.hours_of(ledger.actors[0])[0].messages, 2u);
  EXPECT_EQ(ledger.hours_of(ledger.actors[0])[0].recipients, 4u);
}

Login failure_at(Time at, std::string_view line) {
  Login login;
  login.at = at;
  login.user = "info@alma.example";
  login.address = *parse_ip_address("198.51.100.7");
  login.succeeded = false;
  login.line = line;
  return login;
}

TEST(Ledger, AnAttacksBusiestHourSurvivesEveryCut) {
  Ledger all(kFrom, kTo);
  for (unsigned i = 0; i < 100; ++i) {
    Ledger part(kFrom, kTo);
    part.learn(
        failure_at(kFrom + seconds(1800 + i * 60), ""));  // half an hour, an hour, ten minutes
    all.absorb(std::move(part));
  }
  ASSERT_EQ(all.logins.size(), 1u);
  EXPECT_EQ(all.in_window_of(all.logins[0]).failed, 100u);
  EXPECT_EQ(all.in_window_of(all.logins[0]).hours.busiest, 60u);
}

TEST(Ledger, TheFirstFailureIsTheLineShown) {
  Ledger all(kFrom, kTo), early(kFrom, kTo), late(kFrom, kTo);
  Login success = failure_at(kFrom, "success");
  success.succeeded = true;
  early.learn(success);
  late.learn(failure_at(kFrom + seconds(60), "failure"));
  all.absorb(std::move(early));
  all.absorb(std::move(late));
  EXPECT_EQ(all.in_window_of(all.logins[0]).line.digest, digest_of_line("failure"));
}

TEST(Ledger, ADayThatACutGoesThroughIsOneDay) {
  Ledger all(kFrom, kTo), early(kFrom, kTo), late(kFrom, kTo);
  auto login_at = [](Time at) {
    Login login = failure_at(at, "");
    login.succeeded = true;
    return login;
  };
  early.learn(login_at(kFrom + seconds(3600)));
  late.learn(login_at(kFrom + seconds(7200)));
  late.learn(login_at(kFrom + seconds(86400)));
  all.absorb(std::move(early));
  all.absorb(std::move(late));
  EXPECT_EQ(all.got_in_of(all.logins[0]).days, 2u);
}

TEST(Ledger, AForgedBlockIsDistrustedInThePartBeforeTheCutToo) {
  Ledger all(kFrom, kTo), early(kFrom, kTo), late(kFrom, kTo);
  early.learn(arrival_of(1, kFrom));
  early.learn(arrival_of(2, kFrom));
  late.learn(arrival_of(3, kFrom));
  late.distrust(0, 150, 350);  // bytes: the block begins between the first and the second arrival
  late.learn(arrival_of(4, kFrom));
  all.absorb(std::move(early));
  all.absorb(std::move(late));
  std::vector<bool> tampered;
  for (const Message& message : all.messages) tampered.push_back(message.is_tampered);
  EXPECT_EQ(tampered, (std::vector<bool>{false, true, true, false}));
}

TEST(Ledger, BouncesToInventedAddressesAreNoProbing) {
  Ledger ledger(kFrom, kTo);
  Refusal refusal;
  refusal.at = kFrom;
  refusal.address = *parse_ip_address("203.0.113.5");
  refusal.recipient = "nobody@Alma.example";
  refusal.is_bounce = true;
  ledger.learn(refusal);
  EXPECT_TRUE(ledger.refusals.empty());
  ASSERT_EQ(ledger.bounce_refusals.size(), 1u);
  EXPECT_EQ(ledger.bounce_refusals.at(ledger.strings.find("alma.example")).count, 1u);
}

TEST(Ledger, RefusedRecipientsAreKeptUpToALimit) {
  Ledger all(kFrom, kTo);
  for (unsigned part = 0; part < 4; ++part) {
    Ledger piece(kFrom, kTo);
    for (unsigned i = 0; i < 400; ++i) {
      const std::string recipient = "p" + std::to_string(part * 300 + i) + "@alma.example";
      Refusal refusal;
      refusal.at = kFrom;
      refusal.address = *parse_ip_address("203.0.113.5");
      refusal.recipient = recipient;
      piece.learn(refusal);
    }
    all.absorb(std::move(piece));
  }
  ASSERT_EQ(all.refusals.size(), 1u);
  EXPECT_EQ(all.in_window_of(all.refusals[0]).distinct_recipients, 512u);
  EXPECT_EQ(
      all.in_window_of(all.refusals[0]).by_what[static_cast<std::size_t>(Refusal::What::other)],
      1600u);
}

}  // namespace
}  // namespace queuehound
