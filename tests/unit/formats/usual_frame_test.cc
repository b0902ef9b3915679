// The frame that nearly every line has is read by a shorter way: it reads what the other one does.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "fuzz/exim_plain_agrees.h"

namespace queuehound {
namespace {

TEST(UsualFrame, ReadsWhatTheWholeReaderReads) {
  const std::string lines[] = {
      "2026-11-23 13:40:01 1xVaCi-003ONR-FI <= <> R=1xVaCi-003ONN-Vq U=mail P=local S=2430",
      "2026-11-23 13:40:01 1xVaCi-003ONR-FI Completed",
      "2026-11-23 13:40:60 1xVaCi-003ONR-FI Completed",
      "2026-11-23 13:40:01 1xVaCi-003ONR-FI",
      "2026-11-23 13:40:01 1xVaCi-003ONR-FI ",
      "2026-11-23 13:40:01 1xVaCi-003ONR-F! Completed, or not",
      "2026-11-23 13:40:01 1xVaCi-00000003ONR-FIab => p@a.example R=r T=t",
      "2026-11-23 13:40:01 [77] 1xVaCi-003ONR-FI => p@a.example R=r T=t",
      "2026-11-23 13:40:01.123 1xVaCi-003ONR-FI => p@a.example R=r T=t",
      "2026-11-23 13:40:01 +0100 1xVaCi-003ONR-FI => p@a.example R=r T=t",
      "2026-11-23 13:40:01 -0100 [7] 1xVaCi-003ONR-FI => p@a.example R=r",
      "2026-11-23 13:40:01 cwd=/home/alma/public_html 3 args: /usr/sbin/sendmail -t -i",
      "2026-11-23 13:40:01 SMTP connection from (helo) [192.0.2.1] closed by QUIT\r",
      "2026-11-23 13:40:01 SMTP connection from (helo) [192.0.2.1] closed by QUIT\n",
      "2026-11-23 13:40:01 short",
      "2026-11-23 13:40:01",
      "2026-11-23 13:40:1x a text that is long enough for an id to stand here",
      "2026-11-23 13:40:01\ta text that is long enough for an id to stand here",
  };
  for (const std::string& line : lines) {
    EXPECT_EQ(usual_frame_differs(line), "") << line;
    for (std::size_t size = 0; size < line.size(); ++size)
      EXPECT_EQ(usual_frame_differs(line.substr(0, size)), "") << line.substr(0, size);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 50000; ++round) {
    std::string line = lines[random() % std::size(lines)];
    for (auto changes = random() % 3 + 1; changes > 0; --changes)
      line[random() % line.size()] =
          random() % 8 == 0 ? static_cast<char>(random()) : "0-: a["[random() % 6];
    ASSERT_EQ(usual_frame_differs(line), "") << line;
  }
}

// Another minute than that of the line before is read anew, however alike the two are.
TEST(UsualFrame, KnowsTheMinuteByAllOfIt) {
  const std::string first = "2026-11-23 13:40:01 cwd=/home/alma/public_html 3 args: a b c";
  for (std::size_t at = 0; at < 19; ++at) {
    std::string other = first;
    if (other[at] < '0' || other[at] > '9') continue;
    other[at] = other[at] == '1' ? '0' : '1';
    EximFrameReader reader;
    EximFrame frame;
    ASSERT_TRUE(reader.read(first, frame));
    const auto wanted = parse_exim_frame(other);
    EximFrame got;
    ASSERT_EQ(reader.read(other, got), wanted.has_value()) << other;
    if (wanted) {
      EXPECT_EQ(got.wall.seconds, wanted->wall.seconds) << other;
    }
  }
}

}  // namespace
}  // namespace queuehound
