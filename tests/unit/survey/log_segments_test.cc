#include "survey/log_segments.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace queuehound {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class LogSegmentsTest : public testing::Test {
 protected:
  LogSegmentsTest() {
    std::string pattern = (fs::temp_directory_path() / "log_segments_XXXXXX").string();
    top_ = ::mkdtemp(pattern.data());
    fs::create_directories(top_ / "log");
  }
  ~LogSegmentsTest() override { fs::remove_all(top_); }

  void file(const std::string& name, std::int64_t modified) {
    const fs::path path = top_ / "log" / name;
    std::ofstream(path) << name;
    const timespec times[2] = {{modified, 0}, {modified, 0}};
    ASSERT_EQ(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
  }

  SegmentList find(const std::string& path, std::int64_t since = 0) const {
    return find_segments(*RootDir::open(top_.string()), path, Time(seconds(since)));
  }
  Names names(const std::string& path, std::int64_t since = 0) const {
    Names out;
    for (const LogSegment& one : find(path, since).segments) {
      out.push_back(one.path.substr(5) + (one.is_live ? " (live)" : ""));
    }
    return out;
  }

  fs::path top_;
};

TEST_F(LogSegmentsTest, NumberedRotationsComeOldestFirstAndTheLiveFileLast) {
  file("mainlog", 1000);
  file("mainlog.1", 900);
  file("mainlog.2.gz", 800);
  file("mainlog.10.gz", 700);
  file("mainlog.3.xz", 750);
  file("mainlog.4.zst", 740);
  file("mainlog.5.bz2", 730);
  for (const char* other :
       {"mainlog2", "mainlog.x", "mainlog.1.old", "mainlog.gz.1", "xmainlog.1", "mainlog-",
        "mainlog.", "paniclog.1", "mainlog.1-x", "mainlog-ssl_log"}) {
    file(other, 950);
  }
  EXPECT_EQ(names("/log/mainlog"),
            (Names{"mainlog.10.gz", "mainlog.5.bz2", "mainlog.4.zst", "mainlog.3.xz",
                   "mainlog.2.gz", "mainlog.1", "mainlog (live)"}));
  EXPECT_EQ(names("/log/mainlog", 800), (Names{"mainlog.2.gz", "mainlog.1", "mainlog (live)"}));
  EXPECT_EQ(names("/log/mainlog", 5000), (Names{"mainlog (live)"}));
}

TEST_F(LogSegmentsTest, ACompressedFileThatSomebodyNamesIsRead) {
  for (const char* name : {"mainlog", "mainlog.2.gz", "mainlog-20261120.xz", "old.bz2", "old"})
    file(name, 800);
  for (const char* name : {"mainlog.2.gz", "mainlog-20261120.xz", "old.bz2"})
    EXPECT_EQ(names(std::string("/log/") + name, 5000), (Names{std::string(name) + " (live)"}));
}

TEST_F(LogSegmentsTest, DatesInNamesAreKnownWithAndWithoutExtension) {
  file("exim_mainlog", 9000);
  file("exim_mainlog-20261120.gz", 100);
  file("exim_mainlog-20261121", 200);
  file("exim_mainlog-20261122-131500.gz", 300);
  file("exim_mainlog-1795441173", 400);
  file("exim_mainlog-2026-11-23", 500);
  EXPECT_EQ(
      names("/log/exim_mainlog"),
      (Names{"exim_mainlog-20261120.gz", "exim_mainlog-20261121", "exim_mainlog-20261122-131500.gz",
             "exim_mainlog-1795441173", "exim_mainlog-2026-11-23", "exim_mainlog (live)"}));
  file("mail.log", 9000);
  file("mail-20261121.log", 200);
  file("mail-20261120.log.gz", 100);
  file("mail.log.1", 300);
  file("mail.err", 300);
  EXPECT_EQ(names("/log/mail.log"),
            (Names{"mail-20261120.log.gz", "mail-20261121.log", "mail.log.1", "mail.log (live)"}));
}

TEST_F(LogSegmentsTest, EqualTimesAreOrderedByNumberOrDate) {
  for (const char* name : {"a", "a.1", "a.2.gz", "a.10.gz", "b", "b-20261120", "b-20261121"})
    file(name, 100);
  EXPECT_EQ(names("/log/a"), (Names{"a.10.gz", "a.2.gz", "a.1", "a (live)"}));
  EXPECT_EQ(names("/log/b"), (Names{"b-20261120", "b-20261121", "b (live)"}));
}

TEST_F(LogSegmentsTest, EximsOwnDateStampsMakeTheNewestTheLiveFile) {
  file("main-20261121", 100);
  file("main-20261122.gz", 200);
  file("main-20261123", 300);
  file("main-202611", 400);
  file("main-2026112x", 400);
  EXPECT_EQ(names("/log/main-%D"),
            (Names{"main-20261121", "main-20261122.gz", "main-20261123 (live)"}));
  EXPECT_EQ(names("/log/main-%M"), (Names{"main-202611 (live)"}));
}

TEST_F(LogSegmentsTest, AFileIsListedOnce) {
  file("mainlog", 1000);
  file("mainlog.1", 900);
  file("mainlog.1.gz", 900);  // logrotate is at work
  file("mainlog.2", 800);
  fs::create_hard_link(top_ / "log/mainlog.2", top_ / "log/mainlog-20261122");
  fs::create_hard_link(top_ / "log/mainlog", top_ / "log/mainlog.7");
  const Names found = names("/log/mainlog");
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[1], "mainlog.1");
  EXPECT_EQ(found[2], "mainlog (live)");
}

TEST_F(LogSegmentsTest, AMissingLiveFileLeavesTheRotations) {
  file("mainlog.1", 900);
  EXPECT_EQ(names("/log/mainlog"), (Names{"mainlog.1"}));
  EXPECT_TRUE(find("/log/mainlog").notes.empty());
  EXPECT_TRUE(find("/none/mainlog").segments.empty());
  EXPECT_TRUE(find("/none/mainlog").notes.empty());
}

TEST_F(LogSegmentsTest, WhatIsNoLogIsNotedWithItsPath) {
  ASSERT_EQ(::mkfifo((top_ / "log/mainlog").c_str(), 0600), 0);
  fs::create_directory(top_ / "log/mainlog.1");
  file("mainlog.2", 100);
  fs::create_symlink("/log/nowhere", top_ / "log/mainlog.3");
  const SegmentList list = find("/log/mainlog");
  ASSERT_EQ(list.segments.size(), 1u);
  std::string notes;
  for (const std::string& one : list.notes) notes += one + '\n';
  for (const char* words :
       {"/log/mainlog is a fifo", "/log/mainlog.1 is a directory", "/log/mainlog.3"}) {
    EXPECT_NE(notes.find(words), std::string::npos) << notes;
  }
}

TEST_F(LogSegmentsTest, OnlyLinksOfRootAreFollowed) {
  file("real", 100);
  fs::create_symlink("/log/real", top_ / "log/mainlog");
  uid_t stranger = ::geteuid();  // whoever is not root made a link of another than root
  if (stranger == 0) {
    EXPECT_EQ(names("/log/mainlog"), (Names{"mainlog (live)"}));
    stranger = 1234;
    ASSERT_EQ(::lchown((top_ / "log/mainlog").c_str(), stranger, stranger), 0);
  }
  const SegmentList list = find("/log/mainlog");
  EXPECT_TRUE(list.segments.empty());
  ASSERT_EQ(list.notes.size(), 1u);
  EXPECT_NE(list.notes[0].find("uid " + std::to_string(stranger)), std::string::npos);
}

TEST_F(LogSegmentsTest, ManyLogsOfOneDirectoryShareItsListing) {
  for (const char* name :
       {"a.example", "a.example.1", "a.example-ssl_log", "b.example", "b.example-20261122.gz"}) {
    file(name, 100);
  }
  const RootDir root = std::move(*RootDir::open(top_.string()));
  LogFolders folders(root);
  EXPECT_EQ(folders.find_segments("/log/a.example", Time{}).segments.size(), 2u);
  file("a.example.2", 100);  // the folder was listed before
  EXPECT_EQ(folders.find_segments("/log/a.example", Time{}).segments.size(), 2u);
  EXPECT_EQ(folders.find_segments("/log/b.example", Time{}).segments.size(), 2u);
  EXPECT_EQ(folders.find_segments("/log/a.example-ssl_log", Time{}).segments.size(), 1u);
  EXPECT_TRUE(folders.find_segments("/none/a.example", Time{}).segments.empty());
}

TEST(LogForm, IsKnownByMagicAndALineIsNoArchive) {
  EXPECT_EQ(form_of(""), LogForm::text);
  EXPECT_EQ(form_of("2026-11-23 10:00:00 x"), LogForm::text);
  EXPECT_EQ(form_of("BZh9 is a word here"), LogForm::text);
  EXPECT_EQ(form_of("\x1f\x8b\x08\x00"), LogForm::gzip);
  EXPECT_EQ(form_of(std::string_view("\xfd"
                                     "7zXZ\0\0\4",
                                     8)),
            LogForm::xz);
  EXPECT_EQ(form_of("\x28\xb5\x2f\xfd\x04"), LogForm::zstd);
  EXPECT_EQ(form_of("BZh9"
                    "\x31\x41\x59\x26\x53\x59"),
            LogForm::bzip2);
}

}  // namespace
}  // namespace queuehound
