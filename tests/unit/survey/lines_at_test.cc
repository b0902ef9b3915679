#include "survey/lines_at.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>

namespace queuehound {
namespace {

namespace fs = std::filesystem;

class LinesAt : public testing::Test {
 protected:
  LinesAt() {
    std::string pattern = (fs::temp_directory_path() / "lines_at_XXXXXX").string();
    top_ = ::mkdtemp(pattern.data());
    std::ofstream(top_ / "log") << kText;
    ::gzFile packed = ::gzopen((top_ / "log.1.gz").c_str(), "wb");
    ::gzwrite(packed, kText.data(), static_cast<unsigned>(kText.size()));
    ::gzclose(packed);
  }
  ~LinesAt() override { fs::remove_all(top_); }

  std::vector<std::string> read(const std::vector<LinePlace>& places) {
    return read_lines_at(*RootDir::open(top_.string()), places);
  }

  const std::string kText = "first\n" + std::string(10000, 'x') + "\nlast without an end";
  fs::path top_;
};

TEST_F(LinesAt, areReadFromPlainAndPackedLogsInTheOrderTheyWereAskedFor) {
  for (const std::string path : {"/log", "/log.1.gz"}) {
    const auto lines = read({{path, 10007}, {path, 0}, {path, 6}, {path, 0}});
    EXPECT_EQ(lines[0], "last without an end") << path;
    EXPECT_EQ(lines[1], "first") << path;
    EXPECT_EQ(lines[2], std::string(kMostOfALine, 'x')) << path;
    EXPECT_EQ(lines[3], "first") << path;
  }
}

TEST_F(LinesAt, areWholeAsEximWritesThemAtTheLongest) {
  const std::string longest(8191, 'y');
  std::ofstream(top_ / "long.log") << "first\r\n" << longest << "\nlast\n";
  EXPECT_EQ(read({{"/long.log", 7}, {"/long.log", 0}}),
            (std::vector<std::string>{longest, "first"}));
}

TEST_F(LinesAt, areEmptyWhereNothingStands) {
  EXPECT_EQ(read({{"/log", 1 << 20}, {"/log.1.gz", 1 << 20}, {"/gone", 0}, {"/", 0}}),
            (std::vector<std::string>{"", "", "", ""}));
  EXPECT_TRUE(read({}).empty());
}

}  // namespace
}  // namespace queuehound
