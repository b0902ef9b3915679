#include "survey/script_files.h"

#include <gtest/gtest.h>

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
    forget_times_of_copying(Time(seconds(kNewest)), look);
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

}  // namespace
}  // namespace queuehound
