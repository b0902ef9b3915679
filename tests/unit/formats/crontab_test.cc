#include "formats/crontab.h"

#include <gtest/gtest.h>

namespace queuehound {
namespace {

TEST(Crontab, UserFormHasNoUserColumn) {
  const auto jobs = parse_crontab(
      "# m h dom mon dow command\n"
      "MAILTO=\"kim@shop.example\"\n"
      "PATH = /usr/bin:/bin\n"
      "\n"
      "*/5 * * * *\tcd /home/kim/.cache/.x && ./m.pl 3\n"
      "  @daily   /home/kim/bin/report  a\r\n"
      "0 3 1-7 jan,feb mon-fri echo 100% done\n"
      "@reboot\n"
      "* * * *\n"
      "x * * * * nonsense\n"
      "-0~59 1 * * * quiet",
      CrontabForm::user);
  ASSERT_EQ(jobs.size(), 4u);
  EXPECT_EQ(jobs[0].line, 5u);
  EXPECT_EQ(jobs[0].schedule, "*/5 * * * *");
  EXPECT_EQ(jobs[0].user, "");
  EXPECT_EQ(jobs[0].command, "cd /home/kim/.cache/.x && ./m.pl 3");
  EXPECT_EQ(jobs[1].line, 6u);
  EXPECT_EQ(jobs[1].schedule, "@daily");
  EXPECT_EQ(jobs[1].command, "/home/kim/bin/report  a");
  EXPECT_EQ(jobs[2].schedule, "0 3 1-7 jan,feb mon-fri");
  EXPECT_EQ(jobs[2].command, "echo 100% done");
  EXPECT_EQ(jobs[3].line, 11u);
  EXPECT_EQ(jobs[3].schedule, "0~59 1 * * *");
}

TEST(Crontab, SystemFormNamesTheUser) {
  const auto jobs = parse_crontab(
      "17 * * * * root cd / && run-parts\n@hourly kim /bin/true\n"
      "1 2 3 4 5 root\n",
      CrontabForm::system);
  ASSERT_EQ(jobs.size(), 2u);
  EXPECT_EQ(jobs[0].user, "root");
  EXPECT_EQ(jobs[0].command, "cd / && run-parts");
  EXPECT_EQ(jobs[1].user, "kim");
  EXPECT_EQ(jobs[1].command, "/bin/true");
}

TEST(CronRun, TheCommandReachesToTheLastParenthesis) {
  const auto run = parse_cron_run("(kim) CMD (   (cd /tmp; ./a) CMD (b) )");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->user, "kim");
  EXPECT_EQ(run->command, "(cd /tmp; ./a) CMD (b)");
  EXPECT_EQ(parse_cron_run("(kim) CMD (cut off here")->command, "cut off here");
  for (const char* text : {"(CRON) INFO (pidfile fd = 3)", "(kim) CMDOUT (x)", "() CMD (x)", "",
                           "kim) CMD (x)", "pam_unix(cron:session): session opened"}) {
    EXPECT_FALSE(parse_cron_run(text)) << text;
  }
}

}  // namespace
}  // namespace queuehound
