#include "survey/quarantine_listing.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "survey/spool_survey.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

TEST(QuarantinePlace, ComesBackFromItsFolderWhateverItsBytes) {
  for (const char* place :
       {"input", "input/a", "Finput/Z", "promo/input", "promo/Finput/9", "50%/input/a", "+x/input",
        "a%2Fb/input", "..x/input", "\xff\x01/input", "input/input/a"}) {
    const std::string folder = folder_of_place(place);
    EXPECT_EQ(folder.find('/'), std::string::npos) << place;
    EXPECT_NE(folder, "input");
    EXPECT_EQ(place_of_folder(folder), place);
  }
}

TEST(QuarantinePlace, OutOfTheSpoolIsNoPlace) {
  for (const char* folder :
       {"", "+", "input", "+%2Fetc", "+..", "+..%2Fetc", "+input%2F..%2F..", "+input%2F%2Fa",
        "+input%2F", "+input%", "+input%2", "+input%2f", "+input%zz", "+.", "+input%2F."})
    EXPECT_EQ(place_of_folder(folder), std::nullopt) << folder;
}

TEST(QuarantinePlace, KnowsWhereTheLogOfAMessageStands) {
  struct Row {
    const char* place;
    const char* log;
  };
  for (const Row& row : {Row{"input", "msglog"},
                         {"input/a", "msglog/a"},
                         {"promo/input/a", "promo/msglog/a"},
                         {"Finput", "Fmsglog"},
                         {"a/input", "a/msglog"},
                         {"input/input", "input/msglog"},
                         {"elsewhere", ""}})
    EXPECT_EQ(log_place_of(row.place), row.log) << row.place;
}

TEST(BatchName, TellsWhenAndWhatFor) {
  const Time since(seconds(1795704404));
  const std::string name = batch_name(since, "I-3f9a2c", 0x8f3a01bc);
  EXPECT_EQ(name, "20261126T144644-I-3f9a2c-8f3a01bc");
  Batch batch;
  ASSERT_TRUE(parse_batch_name(name, batch));
  EXPECT_EQ(batch.since, since);
  EXPECT_EQ(batch.incident, "I-3f9a2c");
  ASSERT_TRUE(parse_batch_name(batch_name(since, "", 1), batch));
  EXPECT_EQ(batch.incident, "");
}

TEST(BatchName, AnIncidentThatIsNoWordMakesNoPath) {
  for (const char* hostile : {"../../etc", "a/b", "", "I 3", "I-\n", "mailbox:a@b"})
    EXPECT_EQ(batch_name(Time(), hostile, 1), "19700101T000000-by-hand-00000001") << hostile;
}

TEST(BatchName, OthersAreLeftOut) {
  Batch batch;
  for (const char* name :
       {"", ".", "..", "input", "20261126T142644", "20261126T142644-I-3f9a2c",
        "20261326T142644-I-3f9a2c-8f3a01bc", "20261126T252644-I-3f9a2c-8f3a01bc",
        "20261126X142644-I-3f9a2c-8f3a01bc", "20261126T142644-I/3f9a2c-8f3a01bc"})
    EXPECT_FALSE(parse_batch_name(name, batch)) << name;
}

class Quarantine : public testing::Test {
 protected:
  Quarantine() {
    std::string pattern = (fs::temp_directory_path() / "quarantine_XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
  }
  ~Quarantine() override { fs::remove_all(base_); }
  void write(const std::string& path) const {
    const fs::path whole = base_ / "spool/queuehound-quarantine" / path;
    fs::create_directories(whole.parent_path());
    std::ofstream(whole) << "12345";
  }
  RootDir root() const { return *RootDir::open(base_.string()); }
  fs::path base_;
};

constexpr const char* kBatch = "20261126T142644-I-3f9a2c-8f3a01bc";

TEST_F(Quarantine, ListsMessagesWithAllTheirFiles) {
  const std::string batch = kBatch;
  for (const char* end : {"-H", "-D", "-J"}) write(batch + "/+input%2Fa/1vTesa-0004Bc-7Q" + end);
  write(batch + "/+msglog%2Fa/1vTesa-0004Bc-7Q");
  write(batch + "/+promo%2Finput/1vTesb-00000000F4C-0yqE-H");
  write(batch + "/+input%2Fa/hdr.1vTesa-0004Bc-7Q");
  write("unknown/+input/1vTesa-0004Bc-7Q-H");
  EXPECT_EQ(*list_batches(root(), "/spool/"), std::vector<std::string>{kBatch});
  const Batch found = *read_batch(root(), "/spool", kBatch);
  ASSERT_EQ(found.messages.size(), 2u);
  EXPECT_EQ(found.foreign_names, 1u);
  const HeldMessage& first = found.messages[0];
  EXPECT_EQ(found.places[first.place], "input/a");
  EXPECT_TRUE(first.files.header && first.files.data && first.files.journal && first.files.log);
  EXPECT_EQ(held_bytes(root(), "/spool", found, first), 20u);
  EXPECT_EQ(found.places[found.messages[1].place], "promo/input");
  EXPECT_FALSE(found.messages[1].files.data);
}

TEST_F(Quarantine, WithoutAFolderThereIsNone) {
  EXPECT_TRUE(list_batches(root(), "/spool")->empty());
  EXPECT_EQ(read_batch(root(), "/spool", kBatch).error().kind, Error::Kind::gone);
  EXPECT_EQ(read_batch(root(), "/spool", "../../etc").error().kind, Error::Kind::gone);
}

TEST_F(Quarantine, IsNoQueue) {
  write("input/1vTesa-0004Bc-7Q-H");  // even if somebody calls a folder in it so
  fs::create_directories(base_ / "spool/input");
  EXPECT_TRUE(list_spool(root(), "/spool")->files.empty());
}

}  // namespace
}  // namespace queuehound
