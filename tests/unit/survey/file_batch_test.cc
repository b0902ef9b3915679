#include "survey/file_batch.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

class FileBatchTest : public testing::Test {
 protected:
  FileBatchTest() {
    std::string pattern = (fs::temp_directory_path() / "file_batch_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    directory_ = Fd(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  }
  ~FileBatchTest() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  // What must have been read of a file that a batch can read: nothing where no batch is possible.
  std::optional<std::string_view> wanted(std::string_view text) const {
    return batch_.is_possible() ? std::optional(text) : std::nullopt;
  }

  fs::path folder_;
  Fd directory_;
  FileBatch batch_;
};

TEST_F(FileBatchTest, EveryFileIsReadWholeOrNotAtAll) {
  const std::string most(FileBatch::kLargest - 1, 'm');
  write("short", "one");
  write("most", most);
  write("large", std::string(FileBatch::kLargest, 'l'));
  write("empty", "");
  fs::create_directory(folder_ / "directory");
  fs::create_symlink(folder_ / "short", folder_ / "link");
  ASSERT_EQ(::mkfifo((folder_ / "fifo").c_str(), 0600), 0);
  const char* const names[] = {"short",     "gone", "most", "large", "empty",
                               "directory", "link", "fifo", "short"};
  for (int again = 0; again < 3; ++again) {
    batch_.read(directory_.get(), names);
    EXPECT_EQ(batch_.bytes_of(0), wanted("one"));
    EXPECT_EQ(batch_.bytes_of(1), std::nullopt);
    EXPECT_EQ(batch_.bytes_of(2), wanted(most));
    EXPECT_EQ(batch_.bytes_of(3), std::nullopt);
    EXPECT_EQ(batch_.bytes_of(4), wanted(""));
    EXPECT_EQ(batch_.bytes_of(5), std::nullopt);
    EXPECT_EQ(batch_.bytes_of(6), std::nullopt);
    EXPECT_EQ(batch_.bytes_of(8), wanted("one"));
    EXPECT_EQ(batch_.bytes_of(9), std::nullopt);
  }
}

TEST_F(FileBatchTest, WhatWasReadBeforeIsGone) {
  write("a", "first");
  const char* const names[] = {"a"};
  batch_.read(directory_.get(), names);
  batch_.read(-1, {});
  EXPECT_EQ(batch_.bytes_of(0), std::nullopt);
  batch_.read(-1, names);
  EXPECT_EQ(batch_.bytes_of(0), std::nullopt);
}

TEST_F(FileBatchTest, ReadsAsManyAsItCanAndMakesNoDescriptors) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < FileBatch::kMost + 5; ++i) {
    texts.push_back("file" + std::to_string(i));
    write(texts.back(), texts.back());
  }
  std::vector<const char*> names;
  for (const std::string& text : texts) names.push_back(text.c_str());
  const auto descriptors = [] {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
  };
  const auto before = descriptors();
  batch_.read(directory_.get(), names);
  EXPECT_EQ(descriptors(), before);
  for (std::size_t i = 0; i < FileBatch::kMost; ++i)
    EXPECT_EQ(batch_.bytes_of(i), wanted(texts[i]));
}

}  // namespace
}  // namespace queuehound
