#include "base/root_dir.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>

#include "base/plain_entry.h"
#include "base/root_walk.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;
using Kind = Error::Kind;

class RootDirTest : public testing::Test {
 protected:
  RootDirTest() {
    std::string pattern = (fs::temp_directory_path() / "root_dir_XXXXXX").string();
    top_ = ::mkdtemp(pattern.data());
    tree_ = top_ / "tree";
    fs::create_directories(tree_ / "var/log/deep");
    write(top_ / "secret", "outside");
    write(tree_ / "var/log/main", "inside");
    write(tree_ / "secret", "the tree's own");
    link("/var/log/main", "absolute");
    link("../../../../../../secret", "var/log/climber");
    link((top_ / "secret").string(), "escape");
    link("loop", "loop");
    link("/var/log", "logs");
    link("../log/./main", "var/log/relative");
    link("nowhere", "dangling");
    link("var/log/", "slashed");
    ::mkfifo((tree_ / "pipe").c_str(), 0600);
  }
  ~RootDirTest() override { fs::remove_all(top_); }

  static void write(const fs::path& path, std::string_view text) { std::ofstream(path) << text; }
  void link(const std::string& target, const char* path) {
    fs::create_symlink(target, tree_ / path);
  }
  RootDir root() const { return std::move(*RootDir::open(tree_.string())); }

  fs::path top_, tree_;
};

TEST_F(RootDirTest, LinksAreResolvedInsideTheTree) {
  const RootDir root = this->root();
  EXPECT_EQ(root.read_file("/var/log/main"), "inside");
  EXPECT_EQ(root.read_file("var/log/main"), "inside");
  EXPECT_EQ(root.read_file("/absolute"), "inside");
  EXPECT_EQ(root.read_file("/logs/main"), "inside");
  EXPECT_EQ(root.read_file("/slashed/main"), "inside");
  EXPECT_EQ(root.read_file("/var/log/relative"), "inside");
  EXPECT_EQ(root.read_file("/var/log/climber"), "the tree's own");
  EXPECT_EQ(root.read_file("/../../secret"), "the tree's own");
  EXPECT_EQ(root.read_file("/escape").error().kind, Kind::gone);
  EXPECT_FALSE(root.is_live());
  EXPECT_EQ(root.directory(), tree_.string());
}

TEST_F(RootDirTest, TheWalkFindsWhatTheKernelFinds) {
  const Fd top(::open(tree_.c_str(), O_PATH | O_DIRECTORY));
  for (const char* path : {"/",
                           ".",
                           "",
                           "..",
                           "/var/log/main",
                           "var//log/./main",
                           "/absolute",
                           "/logs",
                           "/logs/",
                           "/logs/main",
                           "/logs/main/",
                           "/logs/../secret",
                           "/var/log/climber",
                           "/escape",
                           "/loop",
                           "/loop/x",
                           "/dangling",
                           "/dangling/x",
                           "/slashed",
                           "/slashed/deep/..",
                           "/pipe",
                           "/pipe/",
                           "/secret/x",
                           "/secret/..",
                           "/var/log/deep/../../../../secret",
                           "/nothing",
                           "/absolute/"}) {
    for (const LinkRule rule : {LinkRule::follow, LinkRule::keep_last, LinkRule::refuse}) {
      errno = 0;
      const Fd kernel = open_path_in_root(top.get(), path, rule);
      const int kernel_error = kernel ? 0 : errno;
      errno = 0;
      const Fd walk = walk_path_in_root(top.get(), path, rule);
      const int walk_error = walk ? 0 : errno;
      EXPECT_EQ(kernel_error, walk_error) << path << ' ' << static_cast<int>(rule);
      if (!kernel || !walk) continue;
      struct stat a, b;
      ASSERT_EQ(::fstat(kernel.get(), &a), 0);
      ASSERT_EQ(::fstat(walk.get(), &b), 0);
      EXPECT_EQ(a.st_ino, b.st_ino) << path << ' ' << static_cast<int>(rule);
    }
  }
}

TEST_F(RootDirTest, OnlyRegularFilesAreOpenedAndNothingHangs) {
  const RootDir root = this->root();
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy((tree_ / "sock").string(), address.sun_path);
  ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  const std::pair<const char*, std::string_view> rows[] = {
      {"/pipe", "is a fifo"}, {"/var/log", "is a directory"}, {"/sock", "is a socket"}};
  for (const auto& [path, words] : rows) {
    const auto file = root.open_file(path);
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().kind, Kind::refused);
    EXPECT_NE(file.error().text.find(words), std::string::npos) << file.error().text;
  }
  ::close(fd);
  const RootDir live = std::move(*RootDir::open("/"));
  EXPECT_TRUE(live.is_live());
  EXPECT_EQ(live.open_file("/dev/null").error().kind, Kind::refused);
}

TEST_F(RootDirTest, a_plain_entry_is_no_link_though_its_folder_may_be_one) {
  const RootDir root = this->root();
  EXPECT_EQ(read_plain_file(root, "/var/log/main", 100), "inside");
  EXPECT_EQ(read_plain_file(root, "/logs/main", 100), "inside");
  EXPECT_TRUE(open_plain_file(root, "/logs/main"));
  EXPECT_TRUE(list_plain_folder(root, "/logs/deep"));
  EXPECT_EQ(read_plain_file(root, "/logs/relative", 100).error().kind, Kind::refused);
  EXPECT_EQ(open_plain_file(root, "/absolute").error().kind, Kind::refused);
  EXPECT_EQ(open_plain_file(root, "/pipe").error().kind, Kind::refused);
  EXPECT_EQ(list_plain_folder(root, "/logs").error().kind, Kind::refused);
  EXPECT_EQ(read_plain_file(root, "/logs/none", 100).error().kind, Kind::gone);
  EXPECT_EQ(read_plain_file(root, "/none/main", 100).error().kind, Kind::gone);
  EXPECT_EQ(read_plain_file(root, "/logs/main", 3).error().kind, Kind::refused);
}

TEST_F(RootDirTest, LinksCanBeRefused) {
  const RootDir root = this->root();
  EXPECT_TRUE(root.open_file("/var/log/main", RootDir::Links::refuse));
  EXPECT_EQ(root.open_file("/absolute", RootDir::Links::refuse).error().kind, Kind::refused);
  EXPECT_EQ(root.open_file("/logs/main", RootDir::Links::refuse).error().kind, Kind::refused);
  EXPECT_EQ(root.open_file("/loop").error().kind, Kind::refused);
}

TEST_F(RootDirTest, ErrorsHaveTheKindOfTheirCause) {
  const RootDir root = this->root();
  EXPECT_EQ(root.open_file("/nothing").error().kind, Kind::gone);
  EXPECT_EQ(root.open_file("/secret/below").error().kind, Kind::gone);
  EXPECT_EQ(root.open_file(std::string_view("/secret\0x", 9)).error().kind, Kind::failed);
  EXPECT_EQ(root.open_file(std::string(5000, 'x')).error().kind, Kind::failed);
  EXPECT_FALSE(RootDir::open((tree_ / "secret").string()));
  EXPECT_FALSE(RootDir::open((tree_ / "nothing").string()));
  EXPECT_NE(root.stat("/no\x1bthing").error().text.find("\\x1b"), std::string::npos);
}

TEST_F(RootDirTest, AFileLargerThanTheLimitIsRefused) {
  const RootDir root = this->root();
  EXPECT_EQ(root.read_file("/var/log/main", 6), "inside");
  EXPECT_EQ(root.read_file("/var/log/main", 5).error().kind, Kind::refused);
  const RootDir live = std::move(*RootDir::open("/"));
  EXPECT_TRUE(live.read_file("/proc/self/status"));  // of size 0, they say
  EXPECT_EQ(live.read_file("/proc/self/status", 10).error().kind, Kind::refused);
}

TEST_F(RootDirTest, ListsNamesWithoutDots) {
  std::vector<std::string> names;
  const auto entries = root().list("/var/log");
  for (const DirectoryEntry& entry : *entries) names.push_back(entry.name);
  std::ranges::sort(names);
  EXPECT_EQ(names, (std::vector<std::string>{"climber", "deep", "main", "relative"}));
  EXPECT_EQ(root().list("/secret").error().kind, Kind::gone);
}

TEST_F(RootDirTest, LstatAndReadLinkLookAtTheLinkItself) {
  const RootDir root = this->root();
  EXPECT_TRUE(S_ISLNK(root.lstat("/absolute")->st_mode));
  EXPECT_TRUE(S_ISREG(root.stat("/absolute")->st_mode));
  EXPECT_EQ(root.read_link("/absolute"), "/var/log/main");
  EXPECT_FALSE(root.read_link("/secret"));
  EXPECT_TRUE(root.exists("/logs/main"));
  EXPECT_FALSE(root.exists("/dangling"));
}

}  // namespace
}  // namespace queuehound
