#include "verdict/signals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>
#include <string>

#include "unit/dossier/case_of.h"

namespace queuehound {
namespace {

#ifndef QUEUEHOUND_SOURCE_DIR
#define QUEUEHOUND_SOURCE_DIR "."
#endif

// QUEUEHOUND_UPDATE_DOCS=1 writes the document anew.
TEST(SignalsDocument, IsTheOneInDocs) {
  const std::string path = std::string(QUEUEHOUND_SOURCE_DIR) + "/docs/SIGNALS.md";
  if (std::getenv("QUEUEHOUND_UPDATE_DOCS") != nullptr) std::ofstream(path) << signals_document();
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), signals_document()) << "run the tests with QUEUEHOUND_UPDATE_DOCS=1";
}

// Nothing to be said for or against it: a handful of letters.
Dossier plain() {
  Dossier dossier;
  dossier.bulk.distinct_recipients = 12;
  dossier.may_relay = true;
  return dossier;
}

SignalReading read(std::string_view name, const Dossier& dossier) {
  const World world;
  for (const Signal& signal : all_signals())
    if (signal.name == name) return signal.read(world.file(), dossier);
  ADD_FAILURE() << "no signal " << name;
  return {};
}

// Ten answers in a thread of 45 subscribers.
void as_a_forum(Dossier& d) {
  d.bulk.recipients = d.bulk.messages = 450, d.bulk.distinct_recipients = 45;
  d.past.busiest_day = 90;
  d.is_old_file = true, d.place = ScriptPlace::ordinary;
  d.web.has_requests = true;
  WebDriver& driver = d.web.drivers.emplace_back();
  driver.messages = 450, driver.events = 20, driver.pages_seen = 4;
}

struct Row {
  std::string_view signal;
  std::function<void(Dossier&)> change;
};

const Row kStrong[] = {
    {"over_usual",
     [](Dossier& d) { d.past.days = 10, d.past.busiest_day = 10, d.bulk.busiest_day = 100; }},
    {"flood", [](Dossier& d) { d.past.days = 10, d.bulk.busiest_hour = 200; }},
    {"many_networks",
     [](Dossier& d) {
       d.stranger_messages = 20, d.stranger_clients = 8, d.stranger_networks = d.stranger_lines = 6;
     }},
    {"stranger_address",
     [](Dossier& d) {
       d.stranger_messages = d.bulk.messages = 20, d.stranger_clients = 1,
       d.has_history_of_clients = true;
     }},
    {"guessed_password",
     [](Dossier& d) {
       d.stranger_messages = 20, d.failures_before = 40, d.failures_from_drivers = 9;
     }},
    {"bad_recipients",
     [](Dossier& d) { d.bulk.unknown_recipients = d.bulk.failed = 40, d.bulk.delivered = 60; }},
    {"refused_as_spam", [](Dossier& d) { d.bulk.spam_refusals = 40; }},
    {"one_text", [](Dossier& d) { d.top_text = d.with_subject = d.top_text_recipients = 100; }},
    {"strangers", [](Dossier& d) { d.bulk.recipient_domains = 80; }},
    {"foreign_sender",
     [](Dossier& d) {
       d.foreign_sender = d.bulk.messages = 30, d.sample_foreign_sender = "x@c.test";
     }},
    {"queue_pile", [](Dossier& d) { d.queued = 300; }},
    {"planted_program", [](Dossier& d) { d.place = ScriptPlace::upload_folder; }},
    {"part_of_theme",
     [](Dossier& d) {
       d.script = "/home/bert/w/wp-content/themes/old/404.php", d.bulk.recipients = 50;
     }},
    {"new_file", [](Dossier& d) { d.is_new_file = true, d.bulk.recipients = 50; }},
    {"machine_driven",
     [](Dossier& d) {
       d.web.has_requests = true;
       WebDriver& driver = d.web.drivers.emplace_back();
       driver.messages = driver.events = 50;
     }},
    {"mails_by_itself", [](Dossier& d) { d.bulk.recipients = 50, d.cron_job = "./mailer.pl"; }},
    {"false_claim", [](Dossier& d) { d.false_claim = "/home/bert/a.php"; }},
    {"forges_log", [](Dossier& d) { d.forging_path = "/home/joker/w/a"; }},
    {"many_senders", [](Dossier& d) { d.sender_domains = 12; }},
    {"stranger_posts", [](Dossier& d) { d.posts.resize(10), d.flood_posts.resize(10); }},
    {"stranger_login",
     [](Dossier& d) {
       d.has_unnamed_login = true, d.sender_is_elsewhere = d.bulk.recipients = 100;
     }},
    {"open_relay", [](Dossier& d) { d.may_relay = false, d.bulk.recipients = 50; }},
    {"steady", [](Dossier& d) { d.past.days = 20, d.past.days_like_now = 2; }},
    {"ordinary_volume",
     [](Dossier& d) { d.past.days = 5, d.past.busiest_day = 50, d.all.busiest_day = 20; }},
    {"owner_address",
     [](Dossier& d) {
       d.bulk.messages = 20;
       Client& client = d.clients.emplace_back();
       client.is_usual = true;
       client.selected = 20;
     }},
    {"list_headers", [](Dossier& d) { d.queued = d.list_headers = 10; }},
    {"few_failures", [](Dossier& d) { d.bulk.delivered = 200; }},
    {"correspondents", [](Dossier& d) { d.correspondents = d.bulk.recipients = 50; }},
    {"answers", [](Dossier& d) { d.answered = d.bulk.recipients = 50; }},
    {"written_before", [](Dossier& d) { d.written_before = 40, d.bulk.distinct_recipients = 50; }},
    {"taken_over", [](Dossier& d) { d.taken_over = {400, 12, Time{}}; }},
    {"many_mailboxes", [](Dossier& d) { d.shared_thief.customers = 12, d.stranger_messages = 3; }},
    {"one_driver", [](Dossier& d) { d.one_driver = {3, 60, 12}; }},
    {"few_people", [](Dossier& d) { d.bulk.distinct_recipients = 2; }},
    {"followers", [](Dossier& d) { as_a_forum(d); }},
    {"own_people", [](Dossier& d) { d.own_recipients = d.bulk.recipients = 50; }},
};

TEST(Signals, AreAbsentFromAPlainDossierAndStrongInTheirOwn) {
  std::set<std::string_view> tried;
  for (const Row& row : kStrong) {
    SCOPED_TRACE(row.signal);
    tried.insert(row.signal);
    EXPECT_EQ(read(row.signal, plain()).strength, 0);
    Dossier dossier = plain();
    row.change(dossier);
    const SignalReading reading = read(row.signal, dossier);
    EXPECT_GE(reading.strength, 0.8);
    EXPECT_LE(reading.strength, 1);
    EXPECT_FALSE(reading.text.empty()) << "a sign that is counted is also told";
  }
  for (const Signal& signal : all_signals())
    EXPECT_TRUE(tried.contains(signal.name)) << signal.name << " has no row here";
}

// Three of two hundred did not take it, whether or not their servers called it spam.
TEST(Signals, ARefusalAsSpamIsOneFailure) {
  Dossier refused = plain();
  refused.bulk.delivered = 197, refused.bulk.failed = 3;
  const double of_failures = read("few_failures", refused).strength;
  refused.bulk.spam_refusals = 3;
  EXPECT_GT(of_failures, 0.8);
  EXPECT_EQ(read("few_failures", refused).strength, of_failures);
}

TEST(Signals, AreAbsentWhereTooLittleSpeaksForThem) {
  const Row rows[] = {
      {"over_usual",
       [](Dossier& d) { d.past.days = 10, d.past.busiest_day = 1, d.bulk.busiest_day = 15; }},
      {"over_usual",
       [](Dossier& d) { d.bulk.busiest_day = 5000; }},  // no history: nothing is over it
      {"over_usual",
       [](Dossier& d) { d.past.days = 10, d.past.busiest_day = 100, d.bulk.busiest_day = 150; }},
      {"flood", [](Dossier& d) { d.past.is_always = true, d.bulk.busiest_hour = 500; }},
      {"flood", [](Dossier& d) { d.bulk.busiest_hour = 10; }},
      {"many_networks",
       [](Dossier& d) { d.stranger_messages = 20, d.stranger_networks = 2, d.stranger_lines = 1; }},
      {"many_networks", [](Dossier& d) { d.stranger_messages = 2, d.stranger_lines = 9; }},
      {"stranger_address",
       [](Dossier& d) {
         d.stranger_messages = d.bulk.messages = 20;
       }},  // nobody knows whose is whose
      {"guessed_password", [](Dossier& d) { d.failures_before = 900; }},  // nobody got in
      {"bad_recipients", [](Dossier& d) { d.bulk.unknown_recipients = d.bulk.failed = 4; }},
      {"bad_recipients",
       [](Dossier& d) { d.bulk.unknown_recipients = d.bulk.failed = 10, d.bulk.delivered = 990; }},
      {"refused_as_spam", [](Dossier& d) { d.bulk.spam_refusals = 2; }},
      {"refused_as_spam",
       [](Dossier& d) { d.bulk.spam_refusals = d.bulk.failed = 25, d.bulk.delivered = 1975; }},
      {"one_text", [](Dossier& d) { d.top_text = 4, d.top_text_recipients = 5; }},
      {"foreign_sender", [](Dossier& d) { d.foreign_sender = 10, d.bulk.messages = 100; }},
      {"planted_program", [](Dossier& d) { d.place = ScriptPlace::ordinary; }},
      {"new_file", [](Dossier& d) { d.is_new_file = true, d.bulk.recipients = 3; }},
      {"part_of_theme",
       [](Dossier& d) {
         d.script = "/home/bert/w/wp-content/themes/old/functions.php", d.bulk.recipients = 50;
       }},
      {"machine_driven", [](Dossier& d) { d.web.has_requests = true; }},
      {"mails_by_itself",
       [](Dossier& d) { d.web.has_requests = true, d.bulk.recipients = 50, d.cron_job = "x"; }},
      {"mails_by_itself",
       [](Dossier& d) { d.place = ScriptPlace::ordinary, d.bulk.recipients = 50; }},
      {"open_relay", [](Dossier& d) { d.may_relay = true, d.bulk.recipients = 50; }},
      {"ordinary_volume", [](Dossier& d) { d.past.days = 2, d.past.busiest_day = 50; }},
      {"ordinary_volume",
       [](Dossier& d) { d.past.days = 9, d.past.busiest_day = 50, d.all.busiest_day = 100; }},
      {"few_failures", [](Dossier& d) { d.bulk.delivered = 20; }},
      {"few_failures", [](Dossier& d) { d.bulk.delivered = 100, d.bulk.failed = 10; }},
      {"list_headers", [](Dossier& d) { d.queued = 10, d.list_headers = 5; }},
      {"correspondents", [](Dossier& d) { d.correspondents = 10, d.bulk.recipients = 500; }},
      // Writes to those who ever wrote here, as a thief of a mailbox does: no answers.
      {"answers", [](Dossier& d) { d.answered = 20, d.correspondents = d.bulk.recipients = 50; }},
      // As strangers make a list send.
      {"answers", [](Dossier& d) { d.answered = d.bulk.recipients = 50, d.flood_posts.resize(5); }},
      {"steady",
       [](Dossier& d) {
         d.past.is_always = true, d.bulk.failed = d.bulk.unknown_recipients = 30;
         d.bulk.delivered = 70;
       }},
      {"steady",
       [](Dossier& d) { d.past.is_always = true, d.stranger_messages = d.bulk.messages = 40; }},
      // Every request writes to one of them: a form with a dozen victims.
      {"followers", [](Dossier& d) { as_a_forum(d), d.web.drivers.front().events = 450; }},
      {"followers", [](Dossier& d) { as_a_forum(d), d.web.drivers.front().pages_seen = 0; }},
      {"followers", [](Dossier& d) { as_a_forum(d), d.is_old_file = false; }},
      // Two letters of a stranger, to however many.
      {"stranger_address",
       [](Dossier& d) {
         d.stranger_messages = d.bulk.messages = 2, d.stranger_recipients = 200;
         d.has_history_of_clients = true;
       }},
      {"stranger_login", [](Dossier& d) { d.has_unnamed_login = true, d.bulk.recipients = 20; }},
      {"written_before", [](Dossier& d) { d.written_before = 4, d.bulk.distinct_recipients = 4; }},
      {"written_before",
       [](Dossier& d) { d.written_before = 20, d.bulk.distinct_recipients = 50; }},
  };
  for (const Row& row : rows) {
    Dossier dossier = plain();
    row.change(dossier);
    EXPECT_EQ(read(row.signal, dossier).strength, 0)
        << row.signal << ": " << read(row.signal, dossier).text;
  }
}

TEST(Signals, NoRequestIsMissedWhereNoLogWouldHaveToldOfOne) {
  Dossier dossier = plain();
  dossier.place = ScriptPlace::hidden;
  dossier.bulk.recipients = 50;
  EXPECT_EQ(read("mails_by_itself", dossier).strength, 0);
  dossier.are_requests_known = true;
  EXPECT_GT(read("mails_by_itself", dossier).strength, 0.5);
}

TEST(Signals, NamesAreDistinctAndEveryRowSaysWhatItMeans) {
  std::set<std::string_view> names;
  for (const Signal& signal : all_signals()) {
    EXPECT_TRUE(names.insert(signal.name).second) << signal.name;
    EXPECT_NE(signal.scope, 0u);
    EXPECT_NE(signal.weight, 0);
    EXPECT_GT(signal.meaning.size(), 10u);
    EXPECT_EQ(signal.meaning.find('|'), std::string_view::npos)
        << "would break the table in docs/SIGNALS.md";
  }
}

// Ten places may be a journey; what a botnet's two dozen providers add is a weight and a half.
TEST(Signals, ABotnetsPlacesCountForMoreThanATravellers) {
  const World world;
  const CaseFile file = world.file();
  const auto read = [&](std::size_t providers) {
    Dossier dossier = plain();
    dossier.stranger_messages = dossier.stranger_clients = dossier.stranger_networks =
        dossier.stranger_lines = providers;
    dossier.stranger_providers = providers;
    const Judgement judgement = weigh(file, dossier);
    const auto row = std::ranges::find(judgement.evidence, "many_networks", &Evidence::signal);
    return row == judgement.evidence.end() ? 0.0 : row->weight;
  };
  EXPECT_DOUBLE_EQ(read(8), 2.0);
  EXPECT_DOUBLE_EQ(read(16), 3.5);
  EXPECT_DOUBLE_EQ(read(24), 5.0);
  EXPECT_DOUBLE_EQ(read(240), 5.0);
}

TEST(Weigh, AddsWhatIsReadInTheDossiersOwnKindToThePrior) {
  const World world;
  const CaseFile file = world.file();
  Dossier dossier = plain();
  EXPECT_NEAR(weigh(file, dossier).confidence, 1 / (1 + std::exp(3.0)), 1e-9);
  dossier.place = ScriptPlace::hidden;
  dossier.kind = IncidentKind::list;
  EXPECT_TRUE(weigh(file, dossier).evidence.empty()) << "a list has no place";
  dossier.kind = IncidentKind::script;
  dossier.bulk.spam_refusals = 40;
  dossier.bulk.delivered = 3000;
  const Judgement judgement = weigh(file, dossier);
  double sum = kPrior;
  for (std::size_t i = 0; i < judgement.evidence.size(); ++i) {
    sum += judgement.evidence[i].weight;
    if (i > 0) {
      EXPECT_LE(std::fabs(judgement.evidence[i].weight),
                std::fabs(judgement.evidence[i - 1].weight));
    }
  }
  EXPECT_GE(judgement.evidence.size(), 2u);
  EXPECT_DOUBLE_EQ(judgement.sum, sum);
  EXPECT_DOUBLE_EQ(judgement.confidence, 1 / (1 + std::exp(-sum)));
}

}  // namespace
}  // namespace queuehound
