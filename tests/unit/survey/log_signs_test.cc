#include "survey/log_signs.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

constexpr std::string_view kLocal =
    "2026-11-23 10:00:00 [77] 1xV4Ma-00062m-00 <= a@harbor.example U=harbor P=local S=432 "
    "T=\"News\" "
    "for x@reader.example";
constexpr std::string_view kRemote =
    "2026-11-23 10:00:00 1xV4Ma-00062m-01 <= b@reader.example H=mx.reader.example "
    "[192.0.2.5]:2525 P=esmtps S=432";

TEST(LogSigns, CountWhatLinesHold) {
  LogSignsLearner learner(TimeZone::utc(), Time(seconds(1'795'428'000)));
  for (int i = 0; i < 3; ++i) learner.learn_line(kLocal);
  learner.learn_line(kRemote);
  learner.learn_line("2026-11-23 10:00:00 [77] cwd=/home/harbor 3 args: /usr/sbin/sendmail -t -i");
  learner.learn_line("no stamp");
  const LogSigns& signs = learner.signs();
  EXPECT_EQ(signs.lines, 5u);
  EXPECT_EQ(signs.with_pid, 4u);
  EXPECT_EQ(signs.arrivals, 4u);
  EXPECT_EQ(signs.with_subject, 3u);
  EXPECT_EQ(signs.with_recipients, 3u);
  EXPECT_EQ(signs.local_arrivals, 3u);
  EXPECT_EQ(signs.with_host, 1u);
  EXPECT_EQ(signs.with_port, 1u);
  EXPECT_EQ(signs.cwd_lines, 1u);
  EXPECT_EQ(shows_selector(signs, "subject"), std::optional(true));
  EXPECT_EQ(shows_selector(signs, "arguments"), std::optional(false));
  EXPECT_EQ(shows_selector({}, "subject"), std::nullopt);
  EXPECT_EQ(shows_selector(signs, "nonsense"), std::nullopt);
}

TEST(LogSigns, StampsOfTheFutureAreToldAndNotBelieved) {
  LogSignsLearner learner(TimeZone::utc(), Time(seconds(1'795'000'000)));
  learner.learn_line(kLocal);
  EXPECT_EQ(learner.signs().future, 1u);
  EXPECT_EQ(learner.signs().newest, Time{});
  EXPECT_TRUE(kLocal.starts_with(learner.signs().future_line));
}

}  // namespace
}  // namespace queuehound
