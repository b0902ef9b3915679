#include "apply/kept_too.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "apply/perform.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

constexpr const char* kList = "/etc/queuehound/held-senders";

// A plain Exim that asks our access list, in a folder of its own.
class TwoHolds : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "queuehound_kept_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    fs::create_directories(top_ + "/etc/queuehound");
    fs::create_directories(top_ + "/etc/exim4");
    std::ofstream(top_ + "/etc/exim4/exim4.conf")
        << "acl_smtp_predata = /etc/queuehound/exim-hold.acl\nchunking_advertise_hosts =\n";
    std::ofstream(top_ + "/etc/queuehound/exim-hold.acl") << "accept\n";
    server_.exim_config_file = "/etc/exim4/exim4.conf";
    root_.emplace(*RootDir::open(top_));
    live_.emplace(*root_, server_, top_ + "/state", Time(seconds(1795441173)));
    journal_.emplace(*Journal::open_to_write(top_ + "/state"));
  }
  void TearDown() override { fs::remove_all(top_); }

  std::int64_t hold() {
    return do_it({ActionKind::hold_account, "kim@shop.example", "", "", "", {}, {}});
  }
  std::int64_t do_it(const Action& action) {
    const auto done = perform(*live_, *journal_, action);
    EXPECT_TRUE(done && done->state == ActionState::done) << (done ? done->text : "");
    return done ? parse_journal_id('A', done->id).value_or(0) : 0;
  }
  std::string undo(std::int64_t action) {
    const auto undone = take_back(*live_, *journal_, action);
    return undone ? undone->text : undone.error().text;
  }
  std::string list() const {
    std::ostringstream text;
    text << std::ifstream(top_ + kList).rdbuf();
    return text.str();
  }
  void set_list(std::string_view text) { std::ofstream(top_ + kList) << text; }

  std::string top_;
  Server server_;
  std::optional<RootDir> root_;
  std::optional<LiveServer> live_;
  std::optional<Journal> journal_;
};

constexpr const char* kHeld = "kim@shop.example: wait\n";

TEST_F(TwoHolds, StayUntilBothAreUndoneInEitherOrder) {
  for (const bool first_first : {true, false}) {
    const std::int64_t one = hold(), two = hold();
    const std::int64_t first = first_first ? one : two, last = first_first ? two : one;
    EXPECT_EQ(undo(first),
              "kim@shop.example stays held: A-" + std::to_string(last) + " held it too");
    EXPECT_EQ(list(), kHeld);
    EXPECT_TRUE(undo(last).starts_with("kim@shop.example may send again"));
    EXPECT_EQ(list(), "");
  }
}

TEST_F(TwoHolds, GoFromOneToTheNext) {
  const std::int64_t one = hold(), two = hold();
  undo(one);
  const std::int64_t three = hold();
  undo(two);
  EXPECT_EQ(list(), kHeld);
  EXPECT_TRUE(undo(three).starts_with("kim@shop.example may send again"));
  EXPECT_EQ(list(), "");
}

TEST_F(TwoHolds, LeaveWhatAStrangerHeld) {
  set_list(kHeld);
  const std::int64_t one = hold(), two = hold();
  undo(one);
  EXPECT_EQ(undo(two), "kim@shop.example was held before queuehound came: left so");
  EXPECT_EQ(list(), kHeld);
}

TEST_F(TwoHolds, TellWhereTheStrangerReleasedIt) {
  set_list(kHeld);
  const std::int64_t one = hold();
  set_list("");
  EXPECT_EQ(undo(one), "kim@shop.example is not held any more: whoever held it before released it");
}

TEST_F(TwoHolds, LeaveWhatSomebodyMadeHarderSince) {
  const std::int64_t one = hold(), two = hold();
  undo(one);
  set_list("kim@shop.example: refuse\n");
  EXPECT_TRUE(undo(two).ends_with("not touched"));
  EXPECT_EQ(list(), "kim@shop.example: refuse\n");
}

TEST_F(TwoHolds, WhatIsChangedByTurnsTellsWhoseTurnItIs) {
  server_.accounts = {{"mallory", 1001, 1001, "/home/mallory", "/bin/bash", "/home/mallory"}};
  server_.build_index();
  const std::string path = top_ + "/var/spool/cron/crontabs/mallory";
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path) << "0 1 * * * /home/mallory/a.pl\n0 2 * * * /home/mallory/b.pl\n";
  const auto disable = [&](const char* script) {
    return do_it({ActionKind::disable_cron, "mallory", "", "", "", {{"script", script}}, {}});
  };
  const std::int64_t one = disable("/home/mallory/a.pl"), two = disable("/home/mallory/b.pl");
  EXPECT_TRUE(
      undo(one).ends_with("; A-" + std::to_string(two) + " changed it since: undo that first"));
  EXPECT_TRUE(undo(two).starts_with("restored"));
  EXPECT_TRUE(undo(one).starts_with("restored"));
}

// Cut off by a crash, or left so by a version that gave up without a word.
TEST_F(TwoHolds, AnUndoThatIsRefusedNowIsNotHalfWayForEver) {
  const std::int64_t one = hold();
  ASSERT_TRUE(journal_->begin_undo(one, "alice", live_->now));
  set_list("kim@shop.example: refuse\n");
  EXPECT_TRUE(undo(one).ends_with("not touched"));
  const auto rows = journal_->actions({.number = one});
  ASSERT_TRUE(rows && rows->size() == 1);
  EXPECT_EQ(rows->front().state, ActionState::done);
}

}  // namespace
}  // namespace queuehound
