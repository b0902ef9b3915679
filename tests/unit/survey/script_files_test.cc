#include "survey/script_files.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "unit/host/tree_on_disk.h"

namespace queuehound {
namespace {

FileLook look_of(int modified, int changed) {
  FileLook look;
  look.modified = Time(seconds(modified));
  look.changed = Time(seconds(changed));
  return look;
}

TEST(ScriptFiles, TimesAfterAllThatTheCopiedLogsTellAreTheCopysOwn) {
  constexpr int kYearAgo = 1000, kNewest = 9000, kAnHourLater = 12600;
  struct Row {
    int modified, changed;
    bool keeps_modified, keeps_changed;
  };
  for (const Row& row :
       {Row{kYearAgo, kAnHourLater, true, false}, Row{kYearAgo, kNewest, true, true},
        Row{kAnHourLater, kAnHourLater, false, false}}) {
    FileLook look = look_of(row.modified, row.changed);
    forget_times_of_copying({Time(seconds(kNewest)), Time(seconds(kNewest))}, look);
    EXPECT_EQ(look.modified != Time{}, row.keeps_modified);
    EXPECT_EQ(look.changed != Time{}, row.keeps_changed);
  }
}

TEST(ScriptFiles, WithoutALogNoTimeIsTheServersOwn) {
  FileLook look = look_of(1000, 2000);
  forget_times_of_copying({}, look);
  EXPECT_EQ(look.modified, Time{});
  EXPECT_EQ(look.changed, Time{});
}

// The kernel gives every file of this tree its time now; `tar -p` and `rsync -a` keep the owner's.
class CopyOfAServer : public testing::Test {
 protected:
  CopyOfAServer() {
    for (const char* path : {"/etc/passwd", "/etc/hostname", "/home/kim/www/list.php"})
      tree.file(path);
  }
  void keep_owners_times() const {
    for (const char* path : {"/etc/passwd", "/etc/hostname", "/home/kim/www/list.php"})
      std::filesystem::last_write_time(
          tree.path() + path, std::filesystem::file_time_type::clock::now() - seconds(86400 * 300));
  }
  FileLook look_after(seconds since_copied) const {
    const Time copied = look_at_file(tree.root(), "/etc/passwd").changed;
    FileLook look = look_at_file(tree.root(), "/home/kim/www/list.php");
    forget_times_of_copying(times_of_copying(tree.root(), copied + since_copied), look);
    return look;
  }

  TreeOnDisk tree;
};

TEST_F(CopyOfAServer, WhoseLogsWentOnWhileItWasCopiedTellsNoFilesChange) {
  keep_owners_times();
  const FileLook look = look_after(seconds(1800));
  EXPECT_EQ(look.changed, Time{});
  EXPECT_NE(look.modified, Time{});
}

TEST_F(CopyOfAServer, ThatKeptNoTimesTellsNone) {
  const FileLook look = look_after(seconds(1800));
  EXPECT_EQ(look.changed, Time{});
  EXPECT_EQ(look.modified, Time{});
}

TEST_F(CopyOfAServer, WhoseSystemFilesWereWrittenAnewKeepsTheHomesTimes) {
  std::filesystem::last_write_time(
      tree.path() + "/home/kim/www/list.php",
      std::filesystem::file_time_type::clock::now() - seconds(86400 * 300));
  const FileLook look = look_after(seconds(1800));
  EXPECT_EQ(look.changed, Time{});
  EXPECT_NE(look.modified, Time{});
}

TEST_F(CopyOfAServer, IsADiskOfAnotherWhereTheSystemIsOlderThanADay) {
  keep_owners_times();
  EXPECT_NE(look_after(seconds(86400 * 3)).changed, Time{});
}

}  // namespace
}  // namespace queuehound
