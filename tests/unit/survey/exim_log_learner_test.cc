#include "survey/exim_log_learner.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "unit/survey/exim_lines.h"

namespace queuehound {
namespace {

const Time kFrom = log_time(22, 15, 0);
const Time kTo = log_time(23, 15, 0);
const Time kAt = log_time(23, 10, 0, 0);
constexpr std::string_view kArguments = " 3 args: /usr/sbin/sendmail -t -i";

struct Learned {
  Ledger ledger{kFrom, kTo};
  LineTally tally;
  const Message* message(const std::string& id) const {
    for (const Message& message : ledger.messages)
      if (message.id.text() == id) return &message;
    return nullptr;
  }
  // Behind a broken record forged lines are never learned; elsewhere they are, and distrusted.
  bool is_believed(const std::string& id) const {
    const Message* found = message(id);
    return found != nullptr && !found->is_tampered;
  }
  std::string actor(const std::string& id) const {
    const Message* found = message(id);
    if (found == nullptr) return "-";
    const ActorRecord& record = ledger.actors[found->actor];
    return std::string(ledger.text(record.name)) + " " + std::string(ledger.text(record.place));
  }
};

Learned learn(const std::string& log, const TimeZone& zone = TimeZone::utc(),
              const Server& server = sample_server()) {
  Learned learned;
  EximLogLearner learner(learned.ledger, server, zone, 0);
  learner.learn_block(log, 0);
  learner.finish();
  learned.tally = learner.tally();
  return learned;
}

std::string local_arrival(const std::string& id, std::string_view user = "alma") {
  return id + " <= " + std::string(user) + "@host.example U=" + std::string(user) +
         " P=local S=500 T=\"Hello\" for p@a.example";
}

std::string cwd_line(Time at, std::string_view directory, unsigned pid = 0) {
  return stamp_of(at, pid) + "cwd=" + std::string(directory) + std::string(kArguments) + "\n";
}

// ---- forged blocks ----

const std::string kForgedId = id_text(kAt, 1);
const std::string kHonestId = id_text(kAt, 2);

// The slash is needed: no component of a path is longer than 255 bytes.
std::string forged_middle() {
  return stamp_of(kAt) + local_arrival(kForgedId) + "\n" + stamp_of(kAt) + kForgedId +
         " => p@a.example R=dnslookup T=remote_smtp C=\"250 2/0 Ok\"\n";
}

TEST(ForgedBlock, IsDistrustedWhateverItsLastLineIs) {
  const std::string other = id_text(kAt, 3);
  const std::string tails[] = {
      stamp_of(kAt) + kForgedId + " Completed",
      stamp_of(kAt) + local_arrival(other),
      stamp_of(kAt) + other + " <= alma@host.example U=alma P=local S=500",
      stamp_of(kAt) + other + " <= alma@host.example U=alma P=local S=500 T=\"Hello\"",
      stamp_of(kAt) + kForgedId + " => q@a.example R=dnslookup T=remote_smtp",
      stamp_of(kAt) + kForgedId + " ** q@a.example R=dnslookup T=remote_smtp: no such user",
      stamp_of(kAt) + kForgedId + " == q@a.example R=dnslookup T=remote_smtp defer (-1): later",
      stamp_of(kAt) + "no host name found for IP address 192.0.2.1",
      "text without a stamp",
      "",
  };
  for (const std::string_view first_line :
       {"cwd=/home/bert/x", "cwd=/home/bert/x 3 args: /usr/sbin/sendmail -t -i"}) {
    for (const std::string& tail : tails) {
      SCOPED_TRACE(std::string(first_line) + " ... " + tail);
      const Learned learned =
          learn(stamp_of(kAt) + std::string(first_line) + "\n" + forged_middle() + tail +
                std::string(kArguments) + "\n" + stamp_of(kAt) + local_arrival(kHonestId) + "\n");
      EXPECT_FALSE(learned.is_believed(kForgedId));
      EXPECT_FALSE(learned.is_believed(other));
      EXPECT_TRUE(learned.is_believed(kHonestId)) << "what follows the block is honest";
      EXPECT_EQ(learned.ledger.forged_blocks, 1u);
      EXPECT_EQ(learned.ledger.first_forgery.offset, 0u);
    }
  }
}

// These end in text a client may choose, so alone they prove nothing; behind a broken record they
// do.
TEST(ForgedBlock, ABrokenRecordIsEndedByAnyLine) {
  const std::string tails[] = {
      stamp_of(kAt) + "cwd=/home/alma/public_html",
      stamp_of(kAt) +
          "H=(x) [192.0.2.9] F=<s@c.test> rejected RCPT <q@alma.example>: Unrouteable address",
      stamp_of(kAt) +
          "login authenticator failed for (x) [192.0.2.9]: 535 Incorrect authentication data "
          "(set_id=u)",
      stamp_of(kAt) + "Start queue run: pid=77",
  };
  for (const std::string& tail : tails) {
    SCOPED_TRACE(tail);
    const Learned learned =
        learn(stamp_of(kAt) + "cwd=/home/bert/x\n" + forged_middle() + tail +
              std::string(kArguments) + "\n" + stamp_of(kAt) + local_arrival(kHonestId) + "\n");
    EXPECT_FALSE(learned.is_believed(kForgedId));
    EXPECT_TRUE(learned.is_believed(kHonestId));
    EXPECT_EQ(learned.actor(kHonestId), "alma ") << "a forged directory is nobody's";
    EXPECT_EQ(learned.ledger.forged_blocks, 1u);
  }
}

TEST(ForgedBlock, HonestLinesAreNoBlock) {
  const std::string logs[] = {
      cwd_line(kAt, "/home/alma/public_html") + stamp_of(kAt) + local_arrival(kHonestId) + "\n" +
          stamp_of(kAt) + kHonestId + " Completed\n",
      // A remote server's words, on a log without cwd= records.
      stamp_of(kAt) + local_arrival(kHonestId) + "\n" + stamp_of(kAt) + kHonestId +
          " ** p@a.example R=dnslookup T=remote_smtp: 550 5.1.1 takes 2 args: a b\n",
      // A subject that looks like arguments.
      cwd_line(kAt, "/home/alma/public_html") + stamp_of(kAt) + kHonestId +
          " <= alma@host.example U=alma P=local S=500 T=\"takes 2 args: a b\" for p@a.example\n",
      // Arguments that Exim cut short.
      stamp_of(kAt) + "cwd=/home/alma/public_html 9 args: /usr/sbin/sendmail -t ...\n" +
          stamp_of(kAt) + local_arrival(kHonestId) + "\n",
  };
  for (const std::string& log : logs) {
    SCOPED_TRACE(log);
    const Learned learned = learn(log);
    EXPECT_EQ(learned.ledger.forged_blocks, 0u);
    EXPECT_FALSE(learned.message(kHonestId)->is_tampered);
  }
}

TEST(ForgedBlock, ReachesNoFurtherThanOneWrite) {
  std::string log =
      stamp_of(kAt) + "cwd=/home/bert/x\n" + stamp_of(kAt) + local_arrival(kHonestId) + "\n";
  while (log.size() < 9000)
    log += stamp_of(kAt) + "SMTP connection from [192.0.2.9] closed by QUIT\n";
  log +=
      forged_middle() + stamp_of(kAt) + kForgedId + " Completed" + std::string(kArguments) + "\n";
  const Learned learned = learn(log);
  EXPECT_TRUE(learned.is_believed(kHonestId));
  EXPECT_TRUE(learned.is_believed(kForgedId))
      << "no record began within 8 KiB: nobody can have forged it";
}

// ---- arrivals ----

TEST(LearnedArrival, AnIdFarFromItsStampIsNotBelieved) {
  const struct {
    std::int64_t id_before_stamp;
    bool believed;
  } rows[] = {{0, true},      {3600, true},  {5 * 3600, true},  {7 * 3600, false},
              {86400, false}, {-3600, true}, {-3 * 3600, false}};
  for (const auto& row : rows) {
    const std::string id = id_text(kAt - seconds(row.id_before_stamp), 5);
    const Learned learned = learn(stamp_of(kAt) + local_arrival(id) + "\n");
    EXPECT_EQ(learned.message(id) != nullptr, row.believed) << row.id_before_stamp;
    EXPECT_EQ(learned.tally.unrecognised, row.believed ? 0u : 1u);
  }
}

TEST(LearnedArrival, AGhostThatNeverLivedNamesNobody) {
  std::string log;
  for (unsigned i = 0; i < 20; ++i) {
    const std::string id = id_text(kAt, 100 + i);
    log += stamp_of(kAt) + local_arrival(id) + "\n" + stamp_of(kAt) + id + " Completed\n";
  }
  log += stamp_of(kAt) + local_arrival(kForgedId, "bert") + "\n";
  log += stamp_of(kAt + seconds(900)) + local_arrival(id_text(kAt + seconds(900), 7)) + "\n";
  Learned learned = learn(log);
  learned.ledger.settle(true);
  EXPECT_EQ(learned.ledger.doubtful_arrivals, 1u);
  EXPECT_TRUE(learned.message(kForgedId)->is_tampered);
  for (const ActorRecord& actor : learned.ledger.actors)
    if (learned.ledger.text(actor.name) == "bert") {
      EXPECT_EQ(actor.messages.count, 0u);
    }
}

TEST(LearnedArrival, IsAttributedByWhatEximItselfWrote) {
  const struct {
    std::string fields;
    SubmissionClass submission;
    std::string name;
  } rows[] = {
      {"info@alma.example H=(pc) [192.0.2.1] P=esmtpa A=plain:Info@Alma.example S=1",
       SubmissionClass::mailbox, "info@alma.example"},
      {"x@c.test H=(pc) [192.0.2.1] P=esmtp S=1", SubmissionClass::remote, ""},
      {"x@c.test H=(A=plain:info@alma.example) [192.0.2.1] P=esmtp S=1", SubmissionClass::remote,
       ""},
      {"x@c.test H=(pc) [192.0.2.1] U=root P=esmtp S=1", SubmissionClass::remote, ""},
      {"alma@host.example U=alma P=local S=1", SubmissionClass::local, "alma"},
      {"<> R=" + kHonestId + " U=Debian-exim P=local S=1", SubmissionClass::bounce, ""},
  };
  for (const auto& row : rows) {
    const Learned learned =
        learn(stamp_of(kAt) + kForgedId + " <= " + row.fields + " for p@a.example\n");
    ASSERT_EQ(learned.ledger.actors.size(), 1u) << row.fields;
    const ActorRecord& actor = learned.ledger.actors[0];
    EXPECT_EQ(actor.submission, row.submission) << row.fields;
    const bool is_remote = row.submission == SubmissionClass::remote;
    EXPECT_EQ(is_remote ? to_text(learned.ledger.address(actor.name))
                        : std::string(learned.ledger.text(actor.name)),
              is_remote ? "192.0.2.1" : row.name)
        << row.fields;
  }
}

// ---- directories ----

TEST(PairedDirectory, IsTheSameProcessWhereTheLogNamesProcesses) {
  std::string log = cwd_line(kAt, "/home/alma/public_html/one", 11) +
                    cwd_line(kAt, "/home/alma/public_html/two", 12);
  log += stamp_of(kAt + seconds(1), 12) + local_arrival(kHonestId) + "\n";
  log += stamp_of(kAt + seconds(1), 11) + local_arrival(kForgedId) + "\n";
  log += stamp_of(kAt + seconds(2), 13) + local_arrival(id_text(kAt, 9)) + "\n";
  const Learned learned = learn(log);
  EXPECT_EQ(learned.actor(kHonestId), "alma /home/alma/public_html/two");
  EXPECT_EQ(learned.actor(kForgedId), "alma /home/alma/public_html/one");
  EXPECT_EQ(learned.actor(id_text(kAt, 9)), "alma ") << "a third process has no record";
  EXPECT_TRUE(learned.message(kHonestId)->directory_is_certain);
}

TEST(PairedDirectory, IsTheOldestThatFitsTheAccountWhereItDoesNot) {
  std::string log =
      cwd_line(kAt, "/home/bert/public_html") + cwd_line(kAt, "/home/alma/public_html");
  log += stamp_of(kAt + seconds(1)) + local_arrival(kHonestId) + "\n";
  log += stamp_of(kAt + seconds(1)) + local_arrival(kForgedId, "bert") + "\n";
  const Learned learned = learn(log);
  EXPECT_EQ(learned.actor(kHonestId), "alma /home/alma/public_html");
  EXPECT_EQ(learned.actor(kForgedId), "bert /home/bert/public_html");
}

TEST(PairedDirectory, IsAGuessWhereTwoRunsOfOneAccountOverlap) {
  std::string log =
      cwd_line(kAt, "/home/alma/public_html/one") + cwd_line(kAt, "/home/alma/public_html/two");
  log += stamp_of(kAt + seconds(1)) + local_arrival(kHonestId) + "\n";
  const Learned learned = learn(log);
  EXPECT_EQ(learned.actor(kHonestId), "alma /home/alma/public_html/one");
  EXPECT_FALSE(learned.message(kHonestId)->directory_is_certain);
}

TEST(PairedDirectory, IsNotARunThatSubmitsNothing) {
  for (const std::string_view run :
       {"/home/alma 2 args: mailq", "/home/alma 3 args: /usr/sbin/sendmail -bp x",
        "/home/alma 2 args: exim -q",
        "/var/spool/exim4 3 args: /usr/sbin/exim4 -Mc 1xVAAA-000000-00"}) {
    const Learned learned = learn(stamp_of(kAt) + "cwd=" + std::string(run) + "\n" + stamp_of(kAt) +
                                  local_arrival(kHonestId) + "\n");
    EXPECT_EQ(learned.actor(kHonestId), "alma ") << run;
  }
}

TEST(PairedDirectory, ComesFromBeforeACutWhenPrimed) {
  const std::string before = cwd_line(kAt, "/home/alma/public_html");
  Ledger ledger(kFrom, kTo);
  const Server server = sample_server();
  const TimeZone zone = TimeZone::utc();
  EximLogLearner learner(ledger, server, zone, 0);
  learner.prime(before + stamp_of(kAt) + local_arrival(kForgedId, "bert") + "\n", 0);
  learner.learn_block(stamp_of(kAt) + local_arrival(kHonestId) + "\n", 1000);
  ASSERT_EQ(ledger.messages.size(), 1u)
      << "what stands before the cut is learned by the part before it";
  EXPECT_EQ(ledger.text(ledger.actors[ledger.messages[0].actor].place), "/home/alma/public_html");
  EXPECT_EQ(learner.tally().records, 1u);
}

// ---- what is not understood, and what is not believed ----

TEST(Tally, TellsWhatCannotBeReadFromWhatIsNotBelieved) {
  const std::string late = stamp_of(kAt + seconds(86400)) + local_arrival(kHonestId) + "\n";
  const std::string good = stamp_of(kAt) + kHonestId + " Completed\n";
  const std::string good_cwd = "cwd=/x 1 args: mailq", broken_cwd = "cwd=/x 9 args: mailq";
  struct Row {
    std::string lines;
    std::uint64_t unrecognised, disbelieved;
    std::string sample;
  };
  const Row rows[] = {
      {late, 1, 1, late},
      {late + "garbage\n" + late, 3, 2, "garbage\n"},
      {"  second line of a text of Exim's\n", 0, 0, ""},
      {"Nov 23 10:00:00 mx dovecot: what\n", 0, 0, ""},
      {stamp_of(kAt) + "SMTP connection lost\n", 1, 0, stamp_of(kAt) + "SMTP connection lost\n"},
      {stamp_of(kAt) + good_cwd + "\n", 0, 0, ""},
      {stamp_of(kAt) + broken_cwd + "\n", 1, 0, stamp_of(kAt) + broken_cwd + "\n"},
  };
  for (const Server& server : {sample_server(), Server{}})
    for (const Row& row : rows) {
      const LineTally tally = learn(good + row.lines, TimeZone::utc(), server).tally;
      EXPECT_EQ(tally.unrecognised, row.unrecognised) << row.lines;
      EXPECT_EQ(tally.disbelieved, row.disbelieved) << row.lines;
      EXPECT_EQ(tally.sample, row.sample.substr(0, row.sample.find('\n'))) << row.lines;
    }
}

TEST(Tally, OfTheRejectLogTakesHeadersForWhatTheyAre) {
  Ledger ledger(kFrom, kTo);
  const Server server = sample_server();
  const TimeZone zone = TimeZone::utc();
  EximLogLearner learner(ledger, server, zone, 0, nullptr, LogKind::exim_reject);
  learner.learn_block("P Received: before any refusal\n" + stamp_of(kAt) +
                          "H=x [192.0.2.1] F=<a@b.example> rejected after DATA: no\n"
                          "Envelope-from: <a@b.example>\n  Subject: x\n",
                      0);
  learner.finish();
  EXPECT_EQ(learner.tally().unrecognised, 1u);
  EXPECT_EQ(learner.tally().records, 2u);
}

// ---- logins, zones, syslog ----

TEST(MailboxOfLogin, IsTheMailboxHoweverItIsSpelled) {
  const struct {
    std::string_view login, mailbox;
  } rows[] = {
      {"Info@Alma.Example", "info@alma.example"},
      {"info%alma.example", "info@alma.example"},
      {"info+alma.example", "info@alma.example"},
      {"info:alma.example", "info@alma.example"},
      {"info+shop", "info+shop@host.example"},
      {"info%else.example", "info%else.example@host.example"},
      {"alma", "alma@host.example"},
      {"", ""},
      {"a%b@alma.example", "a%b@alma.example"},
  };
  const Server server = sample_server();
  for (const auto& row : rows) EXPECT_EQ(mailbox_of_login(row.login, server), row.mailbox);
  EXPECT_EQ(mailbox_of_login("alma", Server{}), "alma");
}

TEST(FindLogOffset, IsToldByIdsThatHoldTheSecondOfArrival) {
  const struct {
    std::int64_t east;    // of the clock that wrote the log
    unsigned lines, odd;  // `odd` of them carry ids a day old
    std::optional<std::int64_t> found;
  } rows[] = {
      {0, 20, 0, {}},
      {3600, 20, 0, 3600},
      {-5 * 3600, 20, 0, -5 * 3600},
      {20700, 20, 0, 20700},
      {3600, 4, 0, {}},
      {3600, 20, 1, 3600},
      {3600, 20, 10, {}},
      {14 * 3600, 20, 0, 14 * 3600},
      {40 * 3600, 20, 0, {}},
  };
  for (const auto& row : rows) {
    std::string log;
    for (unsigned i = 0; i < row.lines; ++i) {
      const Time at = kAt + seconds(i * 7);
      log += stamp_of(at + seconds(row.east + 1)) +
             local_arrival(id_text(i < row.odd ? at - seconds(86400 + i * 4000) : at, i)) + "\n";
    }
    const auto found = find_log_offset(log, TimeZone::utc());
    EXPECT_EQ(found ? std::optional(found->count()) : std::nullopt, row.found)
        << row.east << " " << row.odd;
    if (!row.found) continue;
    EXPECT_FALSE(find_log_offset(log, TimeZone::fixed(seconds(row.east)))) << "it agrees";
  }
}

TEST(SyslogWrapped, IsLearnedAsTheLineInsideIt) {
  const std::string head = "Nov 23 10:00:05 mx exim[77]: ";
  const std::string line = stamp_of(kAt) + local_arrival(kHonestId);
  const std::string logs[] = {
      head + line + "\n",
      head + local_arrival(kHonestId) + "\n",  // syslog_timestamp = no
      head + "[1/2] " + line.substr(0, 60) + "\n" +
          "Nov 23 10:00:05 mx exim[78]: [1/2] another's first part\n" + head + "[2/2] " +
          line.substr(60) + "\n",
      head + "[1/3] " + line.substr(0, 30) + "\n" + head + "[2/3] " + line.substr(30, 30) + "\n" +
          head + "[3/3] " + line.substr(60) + "\n",
  };
  for (const std::string& log : logs) {
    SCOPED_TRACE(log);
    const Learned learned = learn(log);
    ASSERT_NE(learned.message(kHonestId), nullptr);
    EXPECT_EQ(learned.ledger.text(learned.message(kHonestId)->sender), "alma@host.example");
    EXPECT_EQ(learned.message(kHonestId)->recipients, 1u);
    EXPECT_LE(learned.message(kHonestId)->at - kAt, seconds(5));
  }
}

TEST(SyslogWrapped, PairsDirectoriesByItsOwnProcessNumber) {
  const std::string head = "Nov 23 10:00:05 mx exim[";
  std::string log = head + "11]: cwd=/home/alma/one" + std::string(kArguments) + "\n" + head +
                    "12]: cwd=/home/alma/two" + std::string(kArguments) + "\n";
  log += head + "12]: " + local_arrival(kHonestId) + "\n";
  EXPECT_EQ(learn(log).actor(kHonestId), "alma /home/alma/two");
}

// ---- "sendmail -bs": one record, one process, many letters ----

std::string session_line(Time at, std::string_view directory, unsigned pid = 0) {
  return stamp_of(at, pid) + "cwd=" + std::string(directory) + " 2 args: /usr/sbin/sendmail -bs\n";
}

std::string session_arrival(const std::string& id, Time at, unsigned pid = 0) {
  return stamp_of(at, pid) + id +
         " <= s@alma.example U=alma P=local-esmtp S=500 T=\"Hello\" for p@a.example\n";
}

TEST(LocalSession, GivesAllItsLettersItsDirectory) {
  const Time later = kAt + seconds(1), much_later = kAt + seconds(2000);
  const std::string first = id_text(kAt, 500), second = id_text(later, 500),
                    others = id_text(later, 501), reused = id_text(much_later, 500);
  const std::string begin = session_line(kAt, "/home/alma/shell") + session_arrival(first, kAt);
  const struct {
    std::string_view what;
    std::string log, id, actor;
  } rows[] = {
      {"its next letter", begin + session_arrival(second, later), second, "alma /home/alma/shell"},
      {"another process", begin + session_arrival(others, later), others, "alma "},
      {"a page's letter by -t in between, with a record of its own",
       begin + cwd_line(later, "/home/alma/shop") + stamp_of(later) + local_arrival(others) + "\n",
       others, "alma /home/alma/shop"},
      {"and the session's next behind that one's record",
       begin + cwd_line(later, "/home/alma/shop") + session_arrival(second, later), second,
       "alma /home/alma/shell"},
      {"a page's letter takes no session's record",
       session_line(kAt, "/home/alma/shell") + stamp_of(kAt) + local_arrival(others) + "\n", others,
       "alma "},
      {"a process number that comes again, much later", begin + session_arrival(reused, much_later),
       reused, "alma "},
      {"or at once, where the log says who writes",
       session_line(kAt, "/home/alma/shell", 500) + session_arrival(first, kAt, 500) +
           session_line(later, "/home/alma/other", 500) + session_arrival(second, later, 500),
       second, "alma /home/alma/other"},
  };
  for (const auto& row : rows) EXPECT_EQ(learn(row.log).actor(row.id), row.actor) << row.what;
}

// What belongs to main and reject log is written twice, the second with the message's headers.
TEST(SyslogWrapped, CountsARefusalThatIsWrittenTwiceOnce) {
  const auto head = [](unsigned pid) {
    return "Nov 23 10:00:05 mx exim[" + std::to_string(pid) + "]: ";
  };
  const std::string refused = stamp_of(kAt) + "H=(x) [198.51.100.9] F=<s@c.test> rejected ";
  const std::string rcpt = refused + "RCPT <n@alma.example>: Unrouteable address\n";
  const std::string data = refused + "after DATA: relay not permitted";
  const struct {
    std::string log;
    std::uint32_t refusals;
    bool doubles = true;
  } rows[] = {
      {head(7) + rcpt, 1},
      {head(7) + rcpt + head(7) + rcpt, 1},
      {head(7) + rcpt + head(8) + rcpt + head(7) + rcpt + head(8) + rcpt, 2},
      {head(7) + rcpt + head(7) + rcpt + head(7) + rcpt + head(7) + rcpt, 2},
      {head(7) + rcpt + head(8) + rcpt, 2},
      {head(7) + rcpt + head(7) + rcpt, 2, false},  // syslog_duplication = no
      {head(7) + data + "\n" + head(7) + "[1\\2] " + data + "\n" + head(7) +
           "[2\\2] Envelope-from: <s@c.test>\n",
       1},
      {rcpt + rcpt, 2},  // a file of Exim's own, where each line stands once
  };
  for (const auto& row : rows) {
    Server server = sample_server();
    server.doubles_in_syslog = row.doubles;
    const Learned learned = learn(row.log, TimeZone::utc(), server);
    ASSERT_EQ(learned.ledger.refusals.size(), 1u) << row.log;
    std::uint32_t found = 0;
    for (const std::uint32_t count :
         learned.ledger.in_window_of(learned.ledger.refusals[0]).by_what)
      found += count;
    EXPECT_EQ(found, row.refusals) << row.log;
  }
}

TEST(LearnedAttack, CountsGuessesAndRefusals) {
  const std::string host = " [198.51.100.9]";
  std::string log;
  log += stamp_of(kAt) + "login authenticator failed for (x)" + host +
         ": 535 Incorrect authentication data (set_id=info@alma.example)\n";
  log += stamp_of(kAt) + "login authenticator failed for (x)" + host +
         ": 435 Unable to authenticate at present (set_id=info@alma.example)\n";
  log += stamp_of(kAt) + "H=(x)" + host +
         " F=<s@c.test> rejected RCPT <n@alma.example>: Unrouteable address\n";
  log += stamp_of(kAt) + "H=(x)" + host +
         " F=<s@c.test> rejected RCPT <n@c.test>: relay not permitted\n";
  log += stamp_of(kAt) + "H=(x)" + host +
         " A=plain:info@alma.example F=<s@c.test> rejected RCPT <n@c.test>: too many\n";
  // A program here by `exim -bs`: understood, and nobody's address.
  log += stamp_of(kAt) + "login authenticator failed for alma: 535 Incorrect authentication data\n";
  const Learned learned = learn(log);
  EXPECT_EQ(learned.tally.unrecognised, 0u);
  ASSERT_EQ(learned.ledger.logins.size(), 1u);
  EXPECT_EQ(learned.ledger.in_window_of(learned.ledger.logins[0]).failed, 1u)
      << "a temporary failure tried no password";
  ASSERT_EQ(learned.ledger.refusals.size(), 1u);
  const RefusalsInWindow& use = learned.ledger.in_window_of(learned.ledger.refusals[0]);
  EXPECT_EQ(use.by_what[static_cast<std::size_t>(Refusal::What::unknown_recipient)], 1u);
  EXPECT_EQ(use.by_what[static_cast<std::size_t>(Refusal::What::relay)], 1u);
  EXPECT_EQ(use.by_what[static_cast<std::size_t>(Refusal::What::other)], 0u)
      << "who logged in attacks nobody";
}

}  // namespace
}  // namespace queuehound
