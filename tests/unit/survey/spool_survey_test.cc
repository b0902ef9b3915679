#include "survey/spool_survey.h"

#include <gtest/gtest.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>

namespace queuehound {
namespace {

namespace fs = std::filesystem;

std::string message(const std::string& id, const std::string& options = "-local\n",
                    const std::string& recipients = "1\nann@there.example\n") {
  return id + "-H\nuser 1000 1000\n<shop@customer.example>\n1764000000 0\n" + options + "XX\n" +
         recipients + "\n015  Subject: hello\n";
}

// A server tree of its own for each test, with a spool in the usual place.
class SpoolSurvey : public testing::Test {
 protected:
  SpoolSurvey() {
    std::string pattern = (fs::temp_directory_path() / "spool_survey_XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
    fs::create_directories(base_ / "var/spool/exim/input");
  }
  ~SpoolSurvey() override { fs::remove_all(base_); }

  fs::path spool() const { return base_ / "var/spool/exim"; }

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((spool() / path).parent_path());
    std::ofstream(spool() / path, std::ios::binary) << text;
  }
  void write_message(const std::string& place, const std::string& id) {
    write(place + "/" + id + "-H", message(id));
    write(place + "/" + id + "-D", id + "-D\nbody\n");
  }

  RootDir root() { return *RootDir::open(base_.string()); }
  SpoolListing list() { return *list_spool(root(), "/var/spool/exim"); }

  // "<directory>:<id>" and letters for what is there, in the listing's order.
  static std::vector<std::string> rows(const SpoolListing& listing) {
    std::vector<std::string> rows;
    for (const SpoolFile& file : listing.files) {
      std::string row = listing.directories[file.directory].path.substr(15) + ":";
      row += file.id.text();
      row += file.has_header ? "H" : "";
      row += file.has_data ? "D" : "";
      row += file.has_journal ? "J" : "";
      rows.push_back(row);
    }
    return rows;
  }

  fs::path base_;
};

using Rows = std::vector<std::string>;

TEST_F(SpoolSurvey, ListsFlatAndSplitAndBothLengthsOfId) {
  write_message("input", "1vTesa-0004Bc-7Q");
  write_message("input/A", "1vTesA-0004Bc-7Q");
  write_message("input/a", "1vTesa-00000000F4C-0yqE");
  write("input/a/1vTesa-00000000F4C-0yqE-J", "");
  write("input/z/1vTesz-0004Bc-00-D", "");
  EXPECT_EQ(rows(list()),
            (Rows{"/input:1vTesa-0004Bc-7QHD", "/input/A:1vTesA-0004Bc-7QHD",
                  "/input/a:1vTesa-00000000F4C-0yqEHDJ", "/input/z:1vTesz-0004Bc-00D"}));
}

TEST_F(SpoolSurvey, ListsNamedQueuesAndFrozenFolders) {
  write_message("input", "1vTesa-0004Bc-7Q");
  write_message("Finput/b", "1vTesb-0004Bc-7Q");
  write_message("bulk mail/input", "1vTesc-0004Bc-7Q");
  write_message("bulk mail/Finput", "1vTesd-0004Bc-7Q");
  write_message("msglog/input", "1vTese-0004Bc-7Q");
  write("db/retry", "x");
  write("quarantine/1vTesf-0004Bc-7Q-H", "x");
  const SpoolListing listing = list();
  EXPECT_EQ(rows(listing),
            (Rows{"/input:1vTesa-0004Bc-7QHD", "/Finput/b:1vTesb-0004Bc-7QHD",
                  "/bulk mail/input:1vTesc-0004Bc-7QHD", "/bulk mail/Finput:1vTesd-0004Bc-7QHD",
                  "/msglog/input:1vTese-0004Bc-7QHD"}));
  EXPECT_EQ(listing.directories[listing.files[0].directory].queue, "");
  EXPECT_EQ(listing.directories[listing.files[2].directory].queue, "bulk mail");
  EXPECT_TRUE(listing.notes.empty());
}

TEST_F(SpoolSurvey, CountsForeignNamesAndIgnoresTemporaryOnes) {
  write_message("input", "1vTesa-0004Bc-7Q");
  for (const char* name :
       {"notamessage", "1vTesa-0004Bc-7Q-H.bak", "1vTesa_0004Bc-7Q-H", "1vTesa-0004Bc-7Q-X",
        "hdr.1vTesa-0004Bc-7Q", "hdr.4711", "1vTesa-0004Bc-7Q-4711-K"}) {
    write(std::string("input/") + name, "");
  }
  fs::create_directory(spool() / "input/sub");
  fs::create_directory_symlink(spool() / "input/sub", spool() / "input/s");
  const SpoolListing listing = list();
  EXPECT_EQ(listing.files.size(), 1u);
  EXPECT_EQ(listing.foreign_names, 6u);
  EXPECT_FALSE(listing.foreign_sample.empty());
}

TEST_F(SpoolSurvey, AMessageInBothPlacesIsListedOnceInItsSplitDirectory) {
  write_message("input", "1vTesa-0004Bc-7Q");
  write_message("input", "1vTesa-0004Bc-7R");
  write_message("input/a", "1vTesa-0004Bc-7Q");
  write("input/a/1vTesa-0004Bc-7R-D", "");  // only half of it: the whole one stays
  const SpoolListing listing = list();
  EXPECT_EQ(rows(listing), (Rows{"/input:1vTesa-0004Bc-7RHD", "/input/a:1vTesa-0004Bc-7QHD",
                                 "/input/a:1vTesa-0004Bc-7RD"}));
  EXPECT_EQ(listing.notes.size(), 1u);
}

TEST_F(SpoolSurvey, AMissingSpoolIsGoneAndAnEmptyOneIsEmpty) {
  const auto none = list_spool(root(), "/var/spool/exim4");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, Error::Kind::gone);
  EXPECT_TRUE(list().notes.empty());
  fs::remove(spool() / "input");
  EXPECT_TRUE(list().files.empty());
  EXPECT_EQ(list().notes.size(), 1u);
}

TEST_F(SpoolSurvey, ASpoolThatMayNotBeListedIsDenied) {
  constexpr uid_t kNobody = 65534;
  const RootDir server = root();
  ::chmod(base_.c_str(), 0755);
  ::chmod((spool() / "input").c_str(), 0);
  // Root may list everything, but not while its calls to the file system are somebody else's.
  const int before = ::setfsuid(kNobody);
  const auto listing = list_spool(server, "/var/spool/exim");
  ::setfsuid(static_cast<uid_t>(before));
  ::chmod((spool() / "input").c_str(), 0700);
  ASSERT_FALSE(listing);
  EXPECT_TRUE(listing.error().text.contains("/var/spool/exim/input")) << listing.error().text;
  EXPECT_EQ(listing.error().kind, Error::Kind::denied);
}

// Enough of them for the second thread, in two directories, and one -D that is no file.
TEST_F(SpoolSurvey, SizesAskedForWhileListingAreThoseOfTheReaders) {
  std::string id = "1vTesa-0004Bc-00";
  for (unsigned i = 0; i < 2600; ++i) {
    id[14] = static_cast<char>('A' + i / 100);
    id[15] = static_cast<char>('0' + i % 10);
    id[12] = static_cast<char>('0' + i / 10 % 10);
    const std::string place = i % 2 == 0 ? "input" : "input/a";
    write(place + "/" + id + "-H", message(id));
    write(place + "/" + id + "-D", id + "-D\n" + std::string(i, 'x'));
  }
  fs::remove(spool() / "input/a" / (id + "-D"));
  fs::create_directory(spool() / "input/a" / (id + "-D"));
  std::map<std::string, std::uint64_t> sizes[2];
  for (const bool meanwhile : {false, true}) {
    const SpoolListing listing = *list_spool(root(), "/var/spool/exim", meanwhile);
    EXPECT_EQ(listing.data_sizes.size(), meanwhile ? 2600u : 0u);
    survey_spool(root(), listing, {.threads = 1, .measure_data = true},
                 [&](unsigned, const SpoolMessage& found) {
                   if (found.has_data_size)
                     sizes[meanwhile][std::string(found.file->id.text())] = found.data_bytes;
                 });
  }
  EXPECT_EQ(sizes[0].size(), 2599u);
  EXPECT_EQ(sizes[0], sizes[1]);
}

// A bug of ours that a stranger found: it ends no scan.
TEST_F(SpoolSurvey, AMessageThatCannotBeReadIsToldAndTheNextIsHandedOut) {
  for (const char* const id : {"1vTesa-0004Bc-7Q", "1vTesb-0004Bc-7Q"})
    write("input/" + std::string(id) + "-H", message(id, "-local\n", "1\nann@x.example\n"));
  int seen = 0;
  const SpoolOutcome outcome =
      survey_spool(root(), list(), {.threads = 1}, [&](unsigned, const SpoolMessage& found) {
        if (++seen == 1) (void)found.header->sender.substr(1000);
      });
  EXPECT_EQ(seen, 2);
  EXPECT_EQ(outcome.messages, 2u);
  EXPECT_EQ(outcome.damaged, 1u);
  ASSERT_EQ(outcome.damage_samples.size(), 1u);
  EXPECT_TRUE(outcome.damage_samples[0].ends_with("-H: a bug in queuehound"));
}

TEST_F(SpoolSurvey, HandsOutParsedMessagesWithJournalAndDataSize) {
  const std::string id = "1vTesa-0004Bc-7Q";
  write("input/a/" + id + "-H", message(id, "-local\n", "2\nann@x.example\nbob@x.example\n"));
  write("input/a/" + id + "-D", id + "-D\nbody\n");
  write("input/a/" + id + "-J", "bob@x.example\n");
  const SpoolListing listing = list();
  int seen = 0;
  const SpoolOutcome outcome =
      survey_spool(root(), listing, {.threads = 1, .measure_data = true},
                   [&](unsigned worker, const SpoolMessage& found) {
                     ++seen;
                     EXPECT_EQ(worker, 0u);
                     EXPECT_EQ(found.file, &listing.files[0]);
                     EXPECT_EQ(found.header->sender, "shop@customer.example");
                     EXPECT_EQ(found.journal, (std::vector<std::string_view>{"bob@x.example"}));
                     EXPECT_FALSE(found.header->recipients[0].is_done);
                     EXPECT_TRUE(found.header->recipients[1].is_done);
                     EXPECT_TRUE(found.has_data_size);
                     EXPECT_EQ(found.data_bytes, 24u);
                   });
  EXPECT_EQ(seen, 1);
  EXPECT_EQ(outcome.messages, 1u);
  EXPECT_EQ(outcome.damaged, 0u);
}

TEST_F(SpoolSurvey, WorkersSeeContiguousSharesInOrder) {
  for (int i = 0; i < 50; ++i) {
    const std::string tail = std::to_string(10 + i);
    write_message("input/a", "1vTesa-0004Bc-" + tail);
    write_message("input/b", "1vTesb-0004Bc-" + tail);
  }
  const SpoolListing listing = list();
  std::vector<std::vector<const SpoolFile*>> seen(3);
  const SpoolOutcome outcome = survey_spool(
      root(), listing, {.threads = 3, .measure_data = false},
      [&](unsigned worker, const SpoolMessage& found) { seen[worker].push_back(found.file); });
  EXPECT_EQ(outcome.messages, 100u);
  const SpoolFile* expected = listing.files.data();
  for (const auto& share : seen) {
    for (const SpoolFile* file : share) EXPECT_EQ(file, expected++);
  }
  EXPECT_EQ(expected, listing.files.data() + 100);
}

TEST_F(SpoolSurvey, ReadingAheadChangesNothing) {
  for (int i = 0; i < 300; ++i) {
    const std::string tail = std::to_string(100 + i);
    write_message(
        i % 2 == 0 ? "input/a" : "input/b",
        (i % 2 == 0 ? "1vTesa-0004B" : "1vTesb-0004B") + tail.substr(0, 1) + "-" + tail.substr(1));
  }
  const SpoolListing listing = list();
  for (const bool is_cold : {false, true}) {
    std::vector<std::vector<const SpoolFile*>> seen(2);
    const SpoolOutcome outcome = survey_spool(
        root(), listing, {.threads = 2, .measure_data = true, .is_cold = is_cold},
        [&](unsigned worker, const SpoolMessage& found) { seen[worker].push_back(found.file); });
    EXPECT_EQ(outcome.messages, 300u);
    EXPECT_EQ(outcome.vanished + outcome.unreadable + outcome.damaged, 0u);
    const SpoolFile* expected = listing.files.data();
    for (const auto& share : seen)
      for (const SpoolFile* file : share) EXPECT_EQ(file, expected++);
  }
}

TEST_F(SpoolSurvey, WhatVanishesOrCannotBeReadIsCounted) {
  write_message("input", "1vTesa-0004Bc-01");
  write_message("input", "1vTesa-0004Bc-02");
  write_message("input/b", "1vTesb-0004Bc-03");
  fs::create_directory(spool() / "input/1vTesa-0004Bc-04-H");
  fs::create_symlink(spool() / "input/1vTesa-0004Bc-01-H", spool() / "input/1vTesa-0004Bc-05-H");
  ASSERT_EQ(::mkfifo((spool() / "input/1vTesa-0004Bc-06-H").c_str(), 0600), 0);
  write("input/1vTesa-0004Bc-07-H", "");
  write("input/1vTesa-0004Bc-08-H", message("1vTesa-0004Bc-09"));
  const SpoolListing listing = list();
  fs::remove(spool() / "input/1vTesa-0004Bc-02-H");
  fs::remove_all(spool() / "input/b");
  int seen = 0;
  const SpoolOutcome outcome =
      survey_spool(root(), listing, {}, [&](unsigned, const SpoolMessage&) { ++seen; });
  EXPECT_EQ(outcome.messages, 8u);
  EXPECT_EQ(outcome.vanished, 2u);
  EXPECT_EQ(outcome.unreadable, 2u);  // the directory, the link
  EXPECT_EQ(outcome.damaged, 3u);     // the fifo, the empty file, another message's file
  EXPECT_EQ(outcome.damage_samples.size(), 3u);
  EXPECT_EQ(outcome.unreadable_samples.size(), 2u);
  EXPECT_EQ(seen, 4);
}

// One thread's share is large enough to be read in batches, each of three is not.
TEST_F(SpoolSurvey, BatchesReadWhatSingleCallsRead) {
  for (int i = 0; i < 150; ++i)
    write_message(i < 100   ? "input"
                  : i < 120 ? "input/b"
                            : "input/c",
                  (i < 100   ? "1vTesa-0004B"
                   : i < 120 ? "1vTesb-0004B"
                             : "1vTesc-0004B") +
                      std::to_string(i / 100) + "-" + std::to_string(100 + i).substr(1));
  const auto header = [&](int i) {
    return spool() / ("input/1vTesa-0004B0-" + std::to_string(100 + i).substr(1) + "-H");
  };
  fs::remove(header(3));
  fs::create_directory(header(3));
  fs::remove(header(5));
  fs::create_symlink(header(1), header(5));
  fs::remove(header(7));
  ASSERT_EQ(::mkfifo(header(7).c_str(), 0600), 0);
  for (const int i : {11, 12, 13}) {  // as large as a batch takes, and on both sides of it
    const std::string id = header(i).filename().string().substr(0, 16);
    const std::size_t rest = message(id, "-x \n").size();
    const std::size_t size = (std::size_t{16} << 10) - 12 + static_cast<std::size_t>(i);
    std::ofstream(header(i)) << message(id, "-x " + std::string(size - rest, 'y') + "\n");
  }
  const SpoolListing listing = list();
  fs::remove(header(2));
  fs::remove_all(spool() / "input/b");
  std::map<unsigned, Rows> seen;
  for (const unsigned threads : {1u, 3u}) {
    std::mutex mutex;
    const SpoolOutcome outcome = survey_spool(
        root(), listing, {.threads = threads}, [&](unsigned, const SpoolMessage& found) {
          const std::scoped_lock lock(mutex);
          seen[threads].push_back(std::string(found.file->id.text()) + " " +
                                  std::string(found.header->id.text()) + " " +
                                  std::to_string(found.header->headers.size()));
        });
    std::ranges::sort(seen[threads]);
    EXPECT_EQ(outcome.messages, 150u);
    EXPECT_EQ(outcome.vanished, 21u);
    EXPECT_EQ(outcome.unreadable, 2u);
    EXPECT_EQ(outcome.damaged, 1u);
  }
  EXPECT_EQ(seen[1].size(), 127u);
  EXPECT_EQ(seen[1], seen[3]);
}

TEST_F(SpoolSurvey, LargeFilesAreReadWholeAndHugeOnesRefused) {
  const std::string id = "1vTesa-0004Bc-01";
  const std::string large = "-aclm 0 6000000\n" + std::string(6'000'000, 'x') + "\n";
  write("input/" + id + "-H", message(id, large));
  write("input/1vTesa-0004Bc-02-H", "1");
  fs::resize_file(spool() / "input/1vTesa-0004Bc-02-H", (std::uintmax_t{64} << 20) + 1);
  write_message("input", "1vTesa-0004Bc-03");
  std::vector<std::string> seen;
  const SpoolOutcome outcome =
      survey_spool(root(), list(), {}, [&](unsigned, const SpoolMessage& found) {
        EXPECT_EQ(found.header->damage, SpoolDamage::none);
        EXPECT_EQ(found.header->headers.size(), 1u);
        seen.emplace_back(found.file->id.text());
      });
  EXPECT_EQ(seen, (Rows{id, "1vTesa-0004Bc-03"}));
  EXPECT_EQ(outcome.unreadable, 1u);
}

TEST_F(SpoolSurvey, AFileAsLargeAsTheFirstReadIsReadToItsEnd) {
  const std::string id = "1vTesa-0004Bc-01";
  for (const std::size_t size : {65535u, 65536u, 65537u, 262144u}) {
    const std::size_t rest = message(id, "-x \n").size();
    write("input/" + id + "-H", message(id, "-x " + std::string(size - rest, 'y') + "\n"));
    ASSERT_EQ(fs::file_size(spool() / ("input/" + id + "-H")), size);
    const SpoolOutcome outcome = survey_spool(
        root(), list(), {},
        [](unsigned, const SpoolMessage& found) { EXPECT_EQ(found.header->headers.size(), 1u); });
    EXPECT_EQ(outcome.damaged, 0u) << size;
  }
}

TEST_F(SpoolSurvey, AnEmptyListingAndMoreThreadsThanMessagesAreFine) {
  const SpoolOutcome nothing = survey_spool(root(), list(), {.threads = 4, .measure_data = false},
                                            [](unsigned, const SpoolMessage&) { FAIL(); });
  EXPECT_EQ(nothing.messages, 0u);
  write_message("input", "1vTesa-0004Bc-01");
  const SpoolOutcome one = survey_spool(root(), list(), {.threads = 0, .measure_data = false},
                                        [](unsigned, const SpoolMessage&) {});
  EXPECT_EQ(one.messages, 1u);
}

}  // namespace
}  // namespace queuehound
