#include "apply/journal.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "apply/record_bytes.h"
#include "apply/state_directory.h"
#ifdef QUEUEHOUND_HAVE_RAPIDCHECK
#include <rapidcheck.h>
#endif

namespace queuehound {
namespace {

namespace fs = std::filesystem;

class JournalOnDisk : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "queuehound_journal_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    state_ = top_ + "/state";
  }
  void TearDown() override { fs::remove_all(top_); }

  std::string top_, state_;
  const Time now_{seconds(1795441173)};
};

const std::string kAllBytes = [] {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  return all;
}();

Action sample_action() {
  return {ActionKind::seal_script,
          "/home/a/" + kAllBytes,
          "I-abc123",
          kAllBytes,
          "none",
          {{kAllBytes, kAllBytes}, {"", ""}},
          {"1xVUGe-0005Uf-30", ""}};
}

TEST(RecordBytes, BytesThatAreNoRecordAreRefused) {
  for (const std::string_view row : {"x", "1:a", "1:a,", "2:a,0:,", "1:a,9:b,", ":a,1:b,",
                                     "99999999999999999999:a,0:,", "-1:a,0:,"})
    EXPECT_FALSE(parse_record(row)) << row;
  EXPECT_TRUE(parse_record("")->empty());
}

#ifdef QUEUEHOUND_HAVE_RAPIDCHECK
TEST(RecordBytes, AnyRecordComesBack) {
  EXPECT_TRUE(rc::check([](const std::map<std::string, std::string>& texts) {
    const Record record(texts.begin(), texts.end());
    RC_ASSERT(parse_record(to_bytes(record)) == record);
  }));
}
#endif

TEST_F(JournalOnDisk, EveryByteOfAnActionComesBack) {
  auto journal = Journal::open_to_write(state_);
  ASSERT_TRUE(journal) << journal.error().text;
  const Action action = sample_action();
  ASSERT_TRUE(journal->add_action(action, 0));
  const Record before{{"path", kAllBytes}, {"empty", ""}};
  ASSERT_TRUE(journal->begin(1, before, "alice (root)", now_));
  ASSERT_TRUE(journal->note_progress(1, {{"moved", "300"}}, now_));
  ASSERT_TRUE(journal->note_progress(1, before, now_));
  ASSERT_TRUE(journal->end(1, ActionState::done, {{"a", kAllBytes}}, kAllBytes, now_));
  const auto rows = journal->actions({});
  ASSERT_TRUE(rows) << rows.error().text;
  ASSERT_EQ(rows->size(), 1u);
  const JournalledAction& row = rows->front();
  EXPECT_EQ(row.id(), "A-1");
  EXPECT_EQ(row.action.target, action.target);
  EXPECT_EQ(row.action.reason, action.reason);
  EXPECT_EQ(row.action.details, action.details);
  EXPECT_EQ(row.action.messages, action.messages);
  EXPECT_EQ(row.before, before);
  EXPECT_EQ(row.after.at("a"), kAllBytes);
  EXPECT_EQ(row.text, kAllBytes);
  EXPECT_EQ(row.state, ActionState::done);
  EXPECT_EQ(row.begun, now_);
  EXPECT_EQ(*journal->progress(1), (std::vector<Record>{{{"moved", "300"}}, before}));
}

TEST_F(JournalOnDisk, OnlyItsOwnerMayReadIt) {
  ASSERT_TRUE(Journal::open_to_write(state_));
  struct stat found{};
  ASSERT_EQ(::stat(state_.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0700u);
  for (const auto& entry : fs::directory_iterator(state_)) {
    ASSERT_EQ(::stat(entry.path().c_str(), &found), 0);
    EXPECT_EQ(found.st_mode & 0077, 0u) << entry.path();
  }
}

TEST_F(JournalOnDisk, APlaceThatOthersMayEnterIsRefused) {
  ASSERT_EQ(::mkdir(state_.c_str(), 0755), 0);
  ::chmod(state_.c_str(), 0755);
  const auto journal = Journal::open_to_write(state_);
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().kind, Error::Kind::refused);
  EXPECT_NE(journal.error().text.find("chmod 700"), std::string::npos);
  EXPECT_TRUE(fs::is_empty(state_));
}

TEST_F(JournalOnDisk, NobodyIsToldToShutOthersOutOfAFolderThatHoldsMore) {
  fs::create_directories(state_ + "/something");
  ::chmod(state_.c_str(), 0755);
  const auto journal = Journal::open_to_write(state_);
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().text.find("chmod"), std::string::npos) << journal.error().text;
  EXPECT_NE(journal.error().text.find("--state DIR"), std::string::npos);
}

TEST_F(JournalOnDisk, ALinkInItsPlaceIsRefused) {
  fs::create_directory(top_ + "/elsewhere");
  fs::create_directory_symlink(top_ + "/elsewhere", state_);
  EXPECT_FALSE(Journal::open_to_write(state_));
  EXPECT_TRUE(fs::is_empty(top_ + "/elsewhere"));
}

TEST_F(JournalOnDisk, WhatIsNoPlainFileIsSaidAndNeverWaitedFor) {
  for (const std::string_view name : {"/journal.db", "/journal.db-wal", "/journal.db-shm"}) {
    fs::remove_all(state_);
    ASSERT_TRUE(Journal::open_to_write(state_));
    const std::string path = state_ + std::string(name);
    fs::remove(path);
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    for (const auto& journal : {Journal::open_to_read(state_), Journal::open_to_write(state_)}) {
      ASSERT_FALSE(journal) << name;
      EXPECT_EQ(journal.error().kind, Error::Kind::refused);
      EXPECT_NE(journal.error().text.find(path + " is no plain file"), std::string::npos);
    }
  }
}

TEST_F(JournalOnDisk, ASecondWriterIsToldWhoTheFirstIs) {
  const auto first = Journal::open_to_write(state_);
  ASSERT_TRUE(first);
  const auto second = Journal::open_to_write(state_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, Error::Kind::refused);
  EXPECT_NE(second.error().text.find("(pid " + std::to_string(::getpid()) + ")"),
            std::string::npos);
  EXPECT_TRUE(Journal::open_to_read(state_)) << "looking waits for nobody";
}

TEST_F(JournalOnDisk, NothingJournalledYetIsGone) {
  const auto journal = Journal::open_to_read(state_);
  ASSERT_FALSE(journal);
  EXPECT_EQ(journal.error().kind, Error::Kind::gone);
  EXPECT_FALSE(fs::exists(state_)) << "looking leaves nothing behind";
}

TEST_F(JournalOnDisk, ActionsAreFoundByPlanIncidentKindAndState) {
  auto journal = Journal::open_to_write(state_);
  ASSERT_TRUE(journal);
  Action seal = sample_action();
  Action block{ActionKind::block_address, "192.0.2.7", "I-other1", "", "", {}, {}};
  const auto plan = journal->add_plan({.incident = "I-abc123", .created = now_}, {seal, block});
  ASSERT_TRUE(plan);
  ASSERT_TRUE(journal->add_action(block, 0));
  ASSERT_TRUE(journal->begin(2, {}, "root", now_));
  const auto count = [&](const ActionFilter& filter) { return journal->actions(filter)->size(); };
  EXPECT_EQ(count({}), 3u);
  EXPECT_EQ(count({.plan = plan->number}), 2u);
  EXPECT_EQ(count({.plan = 0}), 1u);
  EXPECT_EQ(count({.incident = "I-other1"}), 2u);
  EXPECT_EQ(count({.kind = ActionKind::block_address}), 2u);
  EXPECT_EQ(count({.states = {ActionState::begun, ActionState::done}}), 1u);
  EXPECT_EQ(count({.number = 3, .kind = ActionKind::block_address}), 1u);
  EXPECT_EQ(journal->plan(plan->number)->value().incident, "I-abc123");
  EXPECT_FALSE(journal->plan(77)->has_value());
}

TEST(JournalId, OnlyANumberOfItsLetter) {
  EXPECT_EQ(parse_journal_id('A', "A-11"), 11);
  EXPECT_EQ(parse_journal_id('A', "a-11"), 11);
  for (const std::string_view row : {"P-11", "A-", "A-0", "A-01", "A--1", "A-1 ", "A-1x", "A11", "",
                                     "I-3f9a2c", "A-99999999999999999999"})
    EXPECT_FALSE(parse_journal_id('A', row)) << row;
}

// The state of the disk as a power cut may leave it: the log's tail torn off or never written.
class TornJournal : public JournalOnDisk {
 protected:
  // A writer that was killed: its log stays beside the file.
  void write_and_die() {
    const pid_t child = ::fork();
    if (child == 0) {
      auto journal = Journal::open_to_write(state_);
      if (!journal) ::_exit(1);
      for (int number = 0; number < 6; ++number)
        if (!journal->add_action(sample_action(), 0)) ::_exit(1);
      for (int number = 1; number <= 6; ++number)
        if (!journal->begin(number, {{"n", "1"}}, "root", now_)) ::_exit(1);
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_EQ(status, 0);
    ASSERT_GT(fs::file_size(log_path()), 0u);
  }
  std::string log_path() const { return state_ + "/journal.db-wal"; }

  // How many rows there are, each whole; -1 where the journal could not be read.
  int rows_in(const std::string& state) const {
    const auto journal = Journal::open_to_write(state);
    if (!journal) return journal.error().text.contains("journal") ? -1 : -2;
    const auto rows = journal->actions({});
    if (!rows) return -1;
    for (const JournalledAction& row : *rows)
      if (row.action.details != sample_action().details) return -1;
    return static_cast<int>(rows->size());
  }
};

TEST_F(TornJournal, ATailTornOffAnywhereCostsOnlyTheLastCommits) {
  write_and_die();
  const auto whole = fs::file_size(log_path());
  int least = 6;
  for (std::uintmax_t left = 0; left <= whole; left += 509) {
    const std::string copy = top_ + "/copy";
    fs::remove_all(copy);
    fs::copy(state_, copy);
    fs::permissions(copy, fs::perms::owner_all);
    fs::resize_file(copy + "/journal.db-wal", left);
    const int rows = rows_in(copy);
    ASSERT_GE(rows, 0) << "log cut at " << left;
    least = std::min(least, rows);
  }
  EXPECT_EQ(rows_in(state_), 6);
  EXPECT_LT(least, 6) << "the cuts were meant to cost something";
}

TEST_F(TornJournal, ABlockOfTheLogThatNeverReachedTheDiskIsNoticed) {
  write_and_die();
  const auto whole = fs::file_size(log_path());
  for (std::uintmax_t hole = 0; hole + 512 <= whole; hole += 1536) {
    const std::string copy = top_ + "/copy";
    fs::remove_all(copy);
    fs::copy(state_, copy);
    fs::permissions(copy, fs::perms::owner_all);
    {
      std::fstream file(copy + "/journal.db-wal", std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(hole));
      file << std::string(512, '\0');
    }
    ASSERT_GE(rows_in(copy), 0) << "hole at " << hole;
  }
}

}  // namespace
}  // namespace queuehound
