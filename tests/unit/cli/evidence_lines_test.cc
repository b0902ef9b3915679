#include "cli/evidence_lines.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "evidence/line_digest.h"

namespace queuehound {
namespace {

namespace fs = std::filesystem;

class EvidenceLines : public testing::Test {
 protected:
  // A folder of each test's own: ctest runs these tests beside each other.
  void SetUp() override {
    std::string pattern = testing::TempDir() + "evidence_lines_XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    top_ = pattern;
    fs::create_directories(top_ / "var/log");
  }
  void TearDown() override { fs::remove_all(top_); }

  void write_log(const std::string& text) const {
    std::ofstream(top_ / "var/log/mail.log", std::ios::binary) << text;
  }
  // What is shown of a line that was learned as `line` at `offset`.
  std::string shown(std::string_view line, std::uint64_t offset) const {
    std::vector<Incident> incidents(1);
    Evidence& evidence = incidents[0].evidence.emplace_back();
    evidence.source = {"/var/log/mail.log", offset, {}, {}, digest_of_line(line)};
    incidents[0].entry.emplace().source = evidence.source;
    read_evidence_lines(*RootDir::open(top_.string()), incidents);
    EXPECT_EQ(evidence.source.line, incidents[0].entry->source.line);
    return evidence.source.line;
  }

  fs::path top_;
};

TEST_F(EvidenceLines, TheLineThatWasLearnedIsShown) {
  write_log("first\nLogin: user=<a@b.example>\nlast\n");
  EXPECT_EQ(shown("Login: user=<a@b.example>", 6), "Login: user=<a@b.example>");
}

TEST_F(EvidenceLines, AnotherLineInItsPlaceIsNotShown) {
  write_log("first\nLogin: user=<c@d.example>\nlast\n");  // the log was rotated meanwhile
  EXPECT_EQ(shown("Login: user=<a@b.example>", 6), "");
  EXPECT_EQ(shown("Login: user=<a@b.example>", 600), "");
}

TEST_F(EvidenceLines, ALineThatEndsAsInWindowsIsTheSame) {
  write_log("one\r\ntwo\r\n");
  EXPECT_TRUE(shown("two", 5).starts_with("two"));
}

TEST_F(EvidenceLines, OfALongLineTheBeginningIsEnough) {
  const std::string line(5000, 'x');
  write_log(line + "\n");
  EXPECT_TRUE(line.starts_with(shown(line, 0)));
  EXPECT_GE(shown(line, 0).size(), 300u);
}

}  // namespace
}  // namespace queuehound
