#include "apply/changed_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>

#include "unit/host/tree_on_disk.h"

namespace queuehound {
namespace {

std::string text_at(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const std::string& directory) {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(directory), {}));
}

TEST(ChangedFile, KeepsModeAndLeavesNothingBeside) {
  const TreeOnDisk tree;
  tree.file("/etc/users", "one\n");
  const std::string path = tree.path() + "/etc/users";
  chmod(path.c_str(), 0640);
  const RootDir root = tree.root();
  auto file = ChangedFile::open(root, "/etc/users");
  ASSERT_TRUE(file) << file.error().text;
  EXPECT_EQ(file->text(), "one\n");
  ASSERT_TRUE(file->replace("two\n"));
  EXPECT_EQ(text_at(path), "two\n");
  struct stat status;
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0640u);
  EXPECT_EQ(files_in(tree.path() + "/etc"), 1u);
}

TEST(ChangedFile, ATwiceChangedFileIsNewerByASecondEachTime) {
  const TreeOnDisk tree;
  tree.file("/f", "aaa");
  const RootDir root = tree.root();
  time_t last = 0;
  for (const std::string_view text : {"bbb", "ccc", "ddd"}) {
    auto file = ChangedFile::open(root, "/f");
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->replace(text));
    struct stat status;
    ASSERT_EQ(stat((tree.path() + "/f").c_str(), &status), 0);
    EXPECT_GT(status.st_mtim.tv_sec, last);
    last = status.st_mtim.tv_sec;
  }
}

TEST(ChangedFile, RefusesWhatIsNotThatOneFile) {
  const TreeOnDisk tree;
  tree.file("/real", "x");
  tree.link("/link", "real");
  tree.folder("/folder");
  std::filesystem::create_hard_link(tree.path() + "/real", tree.path() + "/second");
  const RootDir root = tree.root();
  for (const std::string_view path : {"/link", "/folder", "/second", "/real"}) {
    const auto file = ChangedFile::open(root, path);
    ASSERT_FALSE(file) << path;
    EXPECT_EQ(file.error().kind, Error::Kind::refused) << path;
  }
  EXPECT_EQ(ChangedFile::open(root, "/none").error().kind, Error::Kind::gone);
}

TEST(ChangedFile, RefusesAFileThatChangedSinceItWasRead) {
  const TreeOnDisk tree;
  tree.file("/f", "one");
  const RootDir root = tree.root();
  auto file = ChangedFile::open(root, "/f");
  ASSERT_TRUE(file);
  tree.file("/f", "another");
  const auto replaced = file->replace("two");
  ASSERT_FALSE(replaced);
  EXPECT_EQ(replaced.error().kind, Error::Kind::refused);
  EXPECT_EQ(text_at(tree.path() + "/f"), "another");
  EXPECT_EQ(files_in(tree.path()), 1u);
}

TEST(ChangedFile, TakesAwayWhatACrashLeftBeside) {
  const TreeOnDisk tree;
  tree.file("/f", "one");
  tree.file("/.f.queuehound", "half of");
  const RootDir root = tree.root();
  auto file = ChangedFile::open(root, "/f");
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->replace("two"));
  EXPECT_EQ(text_at(tree.path() + "/f"), "two");
  EXPECT_EQ(files_in(tree.path()), 1u);
}

TEST(NewFile, NeverTakesAnothersPlace) {
  const TreeOnDisk tree;
  const RootDir root = tree.root();
  const NewFile as{0640, geteuid(), getegid()};
  ASSERT_TRUE(create_file(root, "/f", "one", as));
  const auto again = create_file(root, "/f", "two", as);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Error::Kind::refused);
  EXPECT_EQ(text_at(tree.path() + "/f"), "one");
  EXPECT_EQ(files_in(tree.path()), 1u);
}

}  // namespace
}  // namespace queuehound
