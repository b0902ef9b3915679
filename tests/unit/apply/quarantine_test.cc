// On a spool in a temporary folder. Against the real Exim: tests/oracle/quarantine.py; killed at
// every step: tests/oracle/quarantine_crash.py.
#include "apply/quarantine.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>

namespace queuehound {
namespace {

namespace fs = std::filesystem;

constexpr const char* kShort = "1vTesa-0004Bc-7Q";
constexpr const char* kLong = "1vTesa-00000000F4C-0yqE";

std::string header_of(const std::string& id, const std::string& auth_id = "anna@customer.example") {
  return id + "-H\nDebian-exim 102 105\n<anna@customer.example>\n1764000000 0\n-auth_id " +
         auth_id + "\nXX\n1\nann@there.example\n\n015  Subject: hello\n";
}

class QuarantineDoing : public testing::Test {
 protected:
  QuarantineDoing() {
    std::string pattern = (fs::temp_directory_path() / "quarantine_XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
    server_.spool_directory = "/spool";
  }
  ~QuarantineDoing() override { fs::remove_all(base_); }

  void write(const std::string& path, const std::string& text) const {
    const fs::path whole = base_ / "spool" / path;
    fs::create_directories(whole.parent_path());
    std::ofstream(whole, std::ios::binary) << text;
    ::chmod(whole.c_str(), 0640);
  }
  void message(const std::string& id, const std::string& queue = "", const std::string& letter = "",
               const std::string& auth_id = "anna@customer.example") const {
    const std::string mail = queue + "input" + letter + "/" + id;
    write(mail + "-H", header_of(id, auth_id));
    write(mail + "-D", id + "-D\nbody\n");
    write(mail + "-J", "half@there.example\n");
    write(queue + "msglog" + letter + "/" + id, "2026-11-23 13:00:00 Received\n");
  }

  // Every file's path in the spool and what is in it.
  std::map<std::string, std::string> tree() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(base_ / "spool")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << in.rdbuf();
      found[entry.path().lexically_relative(base_ / "spool").string()] = bytes.str();
    }
    return found;
  }
  std::map<std::string, std::string> queued() const {
    auto found = tree();
    std::erase_if(found, [](const auto& row) { return row.first.starts_with(kQuarantineName); });
    return found;
  }

  LiveServer live() const { return {root_(), server_, "", Time(seconds(1795704404))}; }
  Action action(std::vector<std::string> ids) const {
    return {.kind = ActionKind::quarantine_messages,
            .target = "I-3f9a2c",
            .incident = "I-3f9a2c",
            .reason = {},
            .effect = {},
            .details = {{"patience", "0"}},
            .messages = std::move(ids)};
  }
  Result<Record> prepare(const Action& wanted) const { return doing_.prepare(live(), wanted); }
  Result<Record> act(const Action& wanted, const Record& before) const {
    return doing_.act(live(), wanted, before, [](const Record&) -> Result<> { return {}; });
  }
  Result<std::string> verify(const Action& wanted, const Record& before,
                             const Record& after) const {
    return doing_.verify(live(), wanted, before, after);
  }
  Result<std::string> undo(const Action& wanted, const Record& before) const {
    const auto undone = doing_.undo(live(), wanted, before, {}, {});
    return undone ? Result<std::string>(undone->text) : std::unexpected(undone.error());
  }

  fs::path base_;
  Server server_;
  Doing doing_ = quarantine_doing();

 private:
  const RootDir& root_() const {
    if (!opened_) opened_.emplace(*RootDir::open(base_.string()));
    return *opened_;
  }
  mutable std::optional<RootDir> opened_;
};

TEST_F(QuarantineDoing, MovesEveryFileOfEveryPlaceAndPutsItBack) {
  message(kShort);
  message(kLong, "", "/a");
  message("1vTesb-0004Bc-7Q", "promo/");
  message("1vTesc-0004Bc-7Q", "promo/", "/c");
  const auto before_tree = tree();
  const Action wanted = action({kShort, kLong, "1vTesb-0004Bc-7Q", "1vTesc-0004Bc-7Q"});
  const Record before = *prepare(wanted);
  EXPECT_EQ(tree(), before_tree) << "prepare changes nothing";
  const Record after = *act(wanted, before);
  EXPECT_EQ(after.at("moved"), "4");
  EXPECT_TRUE(queued().empty());
  EXPECT_EQ(tree().size(), before_tree.size());
  EXPECT_TRUE(verify(wanted, before, after).has_value());
  EXPECT_EQ(*act(wanted, before), after) << "again changes nothing";
  EXPECT_EQ(doing_.difference(live(), wanted, before, after), "");
  EXPECT_EQ(*undo(wanted, before), "4 messages back in the queue");
  EXPECT_EQ(tree(), before_tree);
  EXPECT_TRUE(undo(wanted, before).has_value()) << "again changes nothing";
  EXPECT_EQ(tree(), before_tree);
}

// A crash leaves a beginning of: -H, -D, -J, msglog moved. Every other subset too, so that nothing
// rests on the order in which a file system writes names.
TEST_F(QuarantineDoing, FinishesAndUndoesFromAnySubsetOfMovedFiles) {
  const std::array<std::pair<std::string, std::string>, 4> files{
      {{"input/a", "-H"}, {"input/a", "-D"}, {"input/a", "-J"}, {"msglog/a", ""}}};
  message(kShort, "", "/a");
  const auto whole = tree();
  const Action wanted = action({kShort});
  const Record before = *prepare(wanted);
  for (const bool finishes : {true, false}) {
    for (unsigned subset = 0; subset < 16; ++subset) {
      fs::remove_all(base_ / "spool");
      message(kShort, "", "/a");
      const fs::path folder = base_ / "spool" / kQuarantineName / before.at("batch");
      fs::create_directories(folder);
      ::chmod((base_ / "spool" / kQuarantineName).c_str(), 0700);
      ::chmod(folder.c_str(), 0700);
      for (unsigned i = 0; i < files.size(); ++i) {
        const auto& [place, end] = files[i];
        const fs::path held = folder / folder_of_place(place);
        fs::create_directories(held);
        const std::string name = std::string(kShort) + end;
        if ((subset & (1u << i)) != 0) fs::rename(base_ / "spool" / place / name, held / name);
      }
      if (finishes) {
        const auto after = act(wanted, before);
        ASSERT_TRUE(after.has_value()) << subset << after.error().text;
        EXPECT_EQ(after->at("moved"), "1") << subset;
        EXPECT_TRUE(queued().empty()) << subset;
        EXPECT_TRUE(verify(wanted, before, *after).has_value()) << subset;
      }
      const auto undone = undo(wanted, before);
      // Without its -H there is nothing a name could tell of: no crash leaves that.
      const bool is_told = finishes || subset == 0 || (subset & 1u) != 0;
      EXPECT_EQ(undone.has_value(), is_told) << subset;
      if (is_told) {
        EXPECT_EQ(tree(), whole) << subset << finishes;
      }
    }
  }
}

TEST_F(QuarantineDoing, LeavesWhatWasNotChosen) {
  message(kShort, "", "", "anna@customer.example");
  message(kLong, "", "", "bert@customer.example");
  Action wanted = action({kShort, kLong});
  wanted.details["auth_id"] = "Anna@Customer.example";
  const Record before = *prepare(wanted);
  const Record after = *act(wanted, before);
  EXPECT_EQ(after.at("moved"), "1");
  EXPECT_EQ(after.at("kept"),
            std::string(kLong) +
                ": the login is \"bert@customer.example\", not \"Anna@Customer.example\"\n");
  EXPECT_TRUE(queued().contains("input/" + std::string(kLong) + "-H"));
}

// Between plan and apply, or by a mistake of the plan: somebody else's mail is left.
TEST_F(QuarantineDoing, LeavesWhatAnotherMailboxOrAnotherAccountSent) {
  const auto sent_by = [&](const char* id, const std::string& user, const std::string& lines) {
    write("input/" + std::string(id) + "-H",
          std::string(id) + "-H\n" + user + " 1001 1001\n<anna@customer.example>\n1764000000 0\n" +
              lines + "XX\n1\nann@there.example\n\n");
    write("input/" + std::string(id) + "-D", std::string(id) + "-D\nbody\n");
  };
  constexpr const char* kOther = "1vTesb-0004Bc-7Q";
  const std::string host = "-host_address [203.0.113.5]:4711\n";
  sent_by(kShort, "Debian-exim", host + "-auth_id Anna@customer.example\n");
  sent_by(kLong, "Debian-exim", host + "-auth_id bert@customer.example\n");
  sent_by(kOther, "shop", "-ident shop\n-local\n");
  const struct {
    const char *name, *value, *moved;
  } rows[] = {{"sender_mailbox", "anna@customer.example", kShort},
              {"sender_account", "shop", kOther}};
  for (const auto& row : rows) {
    Action wanted = action({kShort, kLong, kOther});
    wanted.details[row.name] = row.value;
    const Record before = *prepare(wanted);
    EXPECT_EQ(act(wanted, before)->at("moved"), "1") << row.name;
    EXPECT_FALSE(queued().contains("input/" + std::string(row.moved) + "-H")) << row.name;
    ASSERT_TRUE(undo(wanted, before).has_value());
  }
}

TEST_F(QuarantineDoing, NeverForcesALock) {
  message(kShort);
  message(kLong);
  const std::string path = (base_ / "spool/input" / (std::string(kShort) + "-D")).string();
  const pid_t child = ::fork();
  if (child == 0) {  // another process, as Exim is: a POSIX lock on the first line
    const int fd = ::open(path.c_str(), O_RDWR);
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_len = 19;
    ::fcntl(fd, F_SETLK, &lock);
    for (;;) ::pause();
  }
  for (int i = 0; i < 200; ++i) {  // until the child holds it
    const int fd = ::open(path.c_str(), O_RDWR);
    struct flock lock{};
    lock.l_type = F_WRLCK;
    lock.l_len = 19;
    ::fcntl(fd, F_GETLK, &lock);
    ::close(fd);
    if (lock.l_type != F_UNLCK) break;
    ::usleep(10000);
  }
  const Action wanted = action({kShort, kLong});
  const Record before = *prepare(wanted);
  const Record after = *act(wanted, before);
  EXPECT_EQ(after.at("moved"), "1");
  EXPECT_EQ(after.at("kept"), std::string(kShort) + ": Exim is busy with it\n");
  EXPECT_EQ(after.at("rest"), "1");
  EXPECT_FALSE(verify(wanted, before, after).has_value()) << "what still waits is no success";
  EXPECT_EQ(queued().size(), 4u) << "all its files stay";
  ::kill(child, SIGKILL);
}

TEST_F(QuarantineDoing, RefusesIdsThatAreNone) {
  message(kShort);
  for (const char* bad : {"", "..", "-D", "1vTesa-0004Bc-7Q-H", "1vTesa-0004Bc-7Q/x", "$(x)"}) {
    const auto refused = prepare(action({kShort, bad}));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, Error::Kind::refused);
  }
  EXPECT_EQ(prepare(action({})).error().kind, Error::Kind::refused);
  EXPECT_EQ(prepare(action({kLong})).error().kind, Error::Kind::refused) << "not in the queue";
}

TEST_F(QuarantineDoing, NeverOverwritesAnIdThatIsInTheQueue) {
  message(kShort);
  const Action wanted = action({kShort});
  const Record before = *prepare(wanted);
  ASSERT_TRUE(act(wanted, before).has_value());
  const auto held = tree();
  for (const char* place : {"input/", "input/a/"}) {
    write(place + std::string(kShort) + "-H", "another");
    const auto both = tree();
    EXPECT_EQ(undo(wanted, before).error().kind, Error::Kind::refused);
    EXPECT_EQ(tree(), both);
    EXPECT_NE(doing_.difference(live(), wanted, before, {{"moved", "1"}}), "");
    fs::remove(base_ / "spool" / place / (std::string(kShort) + "-H"));
  }
  EXPECT_EQ(tree(), held);
  EXPECT_TRUE(undo(wanted, before).has_value());
}

TEST_F(QuarantineDoing, MovesAThousandInThreads) {
  std::vector<std::string> ids;
  for (int i = 0; i < 1000; ++i) {
    ids.push_back("1vTesa-00" + std::to_string(1000 + i) + "-7Q");
    message(ids.back(), i % 2 == 0 ? "" : "promo/", i % 3 == 0 ? "" : "/a");
  }
  const auto whole = tree();
  const Action wanted = action(ids);
  const Record before = *prepare(wanted);
  EXPECT_EQ(act(wanted, before)->at("moved"), "1000");
  EXPECT_TRUE(queued().empty());
  EXPECT_TRUE(undo(wanted, before).has_value());
  EXPECT_EQ(tree(), whole);
}

}  // namespace
}  // namespace queuehound
