#include "report/stopping_column.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

TEST(StoppingColumn, IsTheOneThatParseShows) {
  EXPECT_EQ(stopping_column("exim_main", "garbage"), 1u);
  EXPECT_EQ(stopping_column("dovecot", ""), 1u);
  EXPECT_EQ(stopping_column("spool", "1xVaCi-003ONR-FI-H"), 1u);
  EXPECT_EQ(stopping_column("roundcube_login", "garbage"), 1u);
  EXPECT_EQ(stopping_column("exim_main", "2026-11-23 10:00:00 SMTP connection lost"), 21u);
  const std::string line =
      "2026-11-23 10:00:00 1xVaCi-003ONR-FI <= a@b.example U=x P=local S=1 ZZ=2";
  EXPECT_EQ(stopping_column("exim_main", line), line.find(" ZZ") + 1);
}

TEST(StoppingColumn, IsNoneWhereAllCanBeRead) {
  EXPECT_EQ(stopping_column("exim_main", "2026-11-23 10:00:00 1xVaCi-003ONR-FI Completed"),
            std::nullopt);
}

}  // namespace
}  // namespace queuehound
