#include <gtest/gtest.h>

#include "formats/exim_log.h"

namespace queuehound {
namespace {

using Kind = EximLineKind;

struct FrameRow {
  std::string_view line;
  std::int64_t wall;
  int millisecond;
  bool has_zone;
  int zone_seconds;
  std::uint64_t pid;
  std::string_view id, text;
};

TEST(EximFrame, HasItsPartsInEveryCombination) {
  constexpr std::int64_t kWall = 1772619072;  // 2026-03-04 10:11:12 as if it were UTC
  const FrameRow rows[] = {
      {"2026-03-04 10:11:12 Start", kWall, -1, false, 0, 0, "", "Start"},
      {"2026-03-04 10:11:12.045 Start", kWall, 45, false, 0, 0, "", "Start"},
      {"2026-03-04 10:11:12 +0130 Start", kWall, -1, true, 5400, 0, "", "Start"},
      {"2026-03-04 10:11:12.999 -0500 [77] Start", kWall, 999, true, -18000, 77, "", "Start"},
      {"2026-03-04 10:11:12 [77] 1wAbCd-0003xY-2Q Completed", kWall, -1, false, 0, 77,
       "1wAbCd-0003xY-2Q", "Completed"},
      {"2026-03-04 10:11:12 1wAbCd-00000003xYz-04Kb Completed\r\n", kWall, -1, false, 0, 0,
       "1wAbCd-00000003xYz-04Kb", "Completed"},
      {"2026-03-04 10:11:12 [192.0.2.1] refused", kWall, -1, false, 0, 0, "",
       "[192.0.2.1] refused"},
      {"2026-03-04 10:11:12 ", kWall, -1, false, 0, 0, "", ""},
      {"2026-03-04 10:11:12", kWall, -1, false, 0, 0, "", ""},
      {"2026-03-04 10:11:12 1wAbCd-0003xY-2Qz x", kWall, -1, false, 0, 0, "",
       "1wAbCd-0003xY-2Qz x"},
  };
  for (const FrameRow& row : rows) {
    SCOPED_TRACE(row.line);
    const auto frame = parse_exim_frame(row.line);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->wall.seconds, row.wall);
    EXPECT_EQ(frame->millisecond, row.millisecond);
    EXPECT_EQ(frame->has_zone, row.has_zone);
    EXPECT_EQ(frame->zone_seconds, row.zone_seconds);
    EXPECT_EQ(frame->pid, row.pid);
    EXPECT_EQ(frame->id, row.id);
    EXPECT_EQ(frame->text, row.text);
  }
}

TEST(EximFrame, AgreesWithTheCalendarOnEveryDay) {
  char line[32];
  std::int64_t day = days_from_civil(1999, 1, 1);
  for (; day < days_from_civil(2101, 1, 1); ++day) {
    const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
    std::snprintf(line, sizeof line, "%04d-%02u-%02u 00:00:01 x", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    const auto frame = parse_exim_frame(line);
    ASSERT_TRUE(frame) << line;
    ASSERT_EQ(frame->wall.seconds, day * 86400 + 1) << line;
  }
}

TEST(EximFrame, RefusesWhatIsNoFullStamp) {
  for (const std::string_view line :
       {"", "Envelope-from: <a@b.example>", "  Suggested action: none", "2026-03-04",
        "2026-03-04T10:11:12 x", "2026-13-04 10:11:12 x", "2026-00-04 10:11:12 x",
        "2026-02-32 10:11:12 x", "2026-03-04 24:11:12 x", "2026-03-04 10:60:12 x",
        "2026-03-04 10:11:12x", "0000-03-04 10:11:12 x", "2026-03-00 10:11:12 x",
        "2026-0:-04 10:11:12 x",
        "\xb2"
        "026-03-04 10:11:12 x"}) {
    EXPECT_FALSE(parse_exim_frame(line)) << line;
  }
}

struct KindRow {
  std::string_view text;
  Kind kind;
};

TEST(EximKind, IsToldFromTheTextAfterAnId) {
  const KindRow rows[] = {
      {"<= a@b.example U=a P=local S=1", Kind::arrival},
      {"(= a@b.example U=a P=local S=1", Kind::fake_reject},
      {"=> a <a@b.example> R=r T=t", Kind::delivery},
      {"-> a <a@b.example> R=r T=t", Kind::additional},
      {">> a@b.example R=r T=t", Kind::cutthrough},
      {"*> a@b.example R=r T=t", Kind::suppressed},
      {"** a@b.example: no", Kind::failure},
      {"== a@b.example defer (-23): held", Kind::deferral},
      {"Completed", Kind::completed},
      {"Completed QT=3s", Kind::completed},
      {"Frozen (delivery error message)", Kind::frozen},
      {"Message is frozen", Kind::frozen},
      {"Unfrozen by forced delivery", Kind::other},
      {"Message removed because older than 4d", Kind::removed},
      {"unfrozen by root", Kind::other},
      {"removed by root", Kind::removed},
      {"cancelled by timeout_frozen_after", Kind::removed},
      {"rescind the above message-accept", Kind::other},
      {"<|/bin/x>: pipe transport output: hi", Kind::other},
      {"b@c.example: error ignored", Kind::other},
      {"SMTP connection outbound 1772619072 1wAbCd-0003xY-2Q b.example c@d.example", Kind::other},
      {"Sender identification U=alice D=site.example S=alice@site.example", Kind::other},
      {"H=mx.example [192.0.2.1]: Connection refused", Kind::other},
      {"H=mx.example [192.0.2.1]: SMTP error: 550 rejected RCPT <a>: no", Kind::other},
      {"H=(x) [192.0.2.1] F=<a@b.example> rejected after DATA: spam", Kind::reject},
      {"H=(x) [192.0.2.1] Warning: Sender rate 2.4 / 1h", Kind::other},
      {"no immediate delivery: load average 20.1", Kind::other},
      {"", Kind::other},
  };
  for (const KindRow& row : rows) {
    EximFrame frame;
    frame.id = "1wAbCd-0003xY-2Q";
    frame.text = row.text;
    EXPECT_EQ(kind_name(classify_exim_text(frame)), kind_name(row.kind)) << row.text;
  }
}

TEST(EximKind, IsToldFromTheTextWithoutAnId) {
  const KindRow rows[] = {
      {"<= a@b.example U=a P=local S=1", Kind::other},
      {"cwd=/home/alice 3 args: /usr/sbin/sendmail -t -i", Kind::cwd},
      {"Start queue run: pid=7", Kind::queue_run},
      {"End 'slow' queue run: pid=7", Kind::queue_run},
      {"dovecot_login authenticator failed for (x) [192.0.2.1]: 535 Incorrect authentication data",
       Kind::auth_failure},
      {"cwd authenticator failed for (x) [192.0.2.1]: 535 no", Kind::auth_failure},
      {"H=(x authenticator failed for y) [192.0.2.1] Warning: w", Kind::other},
      {"SMTP connection from [192.0.2.1] lost", Kind::connection},
      {"no MAIL in SMTP connection from [192.0.2.1] D=3s", Kind::connection},
      {"SMTP protocol synchronization error (input sent without waiting for greeting): rejected "
       "connection from H=[192.0.2.1] input=\"x\"",
       Kind::reject},
      {"rejected EHLO from [192.0.2.1]: syntactically invalid argument(s): !", Kind::reject},
      {"unqualified recipient rejected: <bob> H=(x) [192.0.2.1]", Kind::reject},
      {"H=[192.0.2.1] rejected connection in \"connect\" ACL", Kind::reject},
      {"F=<a@b.example> rejected by non-SMTP ACL: no", Kind::reject},
      {"[192.0.2.1] -> 'x'", Kind::other},
      {"exim 4.99 daemon started: pid=7, -q1h", Kind::other},
  };
  for (const KindRow& row : rows) {
    EximFrame frame;
    frame.text = row.text;
    EXPECT_EQ(kind_name(classify_exim_text(frame)), kind_name(row.kind)) << row.text;
  }
}

TEST(EximSyslog, IsUnwrapped) {
  const auto plain =
      unwrap_syslog("Mar  4 10:11:12 mx1 exim[71]: 2026-03-04 10:11:12 Start queue run: pid=9");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->line, "2026-03-04 10:11:12 Start queue run: pid=9");
  EXPECT_EQ(plain->syslog_stamp, "Mar  4 10:11:12");
  EXPECT_EQ(plain->pid, 71u);
  EXPECT_EQ(plain->parts, 0u);
  const auto part = unwrap_syslog("2026-03-04T10:11:12.5+01:00 mx1 exim4[71]: [2\\3] rest of it");
  ASSERT_TRUE(part);
  EXPECT_EQ(part->line, "rest of it");
  EXPECT_EQ(part->part, 2u);
  EXPECT_EQ(part->parts, 3u);
  EXPECT_EQ(part->syslog_stamp, "2026-03-04T10:11:12.5+01:00");
  const auto split = unwrap_syslog("Mar  4 10:11:12 mx1 exim[71]: [1/2] 2026-03-04 10:11:12 x");
  ASSERT_TRUE(split);
  EXPECT_EQ(split->parts, 2u);
  EXPECT_FALSE(unwrap_syslog("Mar  4 10:11:12 mx1 sshd[71]: hello"));
  EXPECT_FALSE(unwrap_syslog("2026-03-04 10:11:12 Start queue run: pid=9"));
}

// syslog_processname. What other programs write there may be strangers' words.
TEST(EximSyslog, IsUnwrappedUnderTheNameThatTheServerGivesIt) {
  constexpr std::string_view kLine = "Mar  4 10:11:12 mx1 mta-in[71]: Start queue run: pid=9";
  EXPECT_FALSE(unwrap_syslog(kLine));
  EXPECT_FALSE(unwrap_syslog(kLine, "mta"));
  const auto named = unwrap_syslog(kLine, "mta-in");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->line, "Start queue run: pid=9");
  EXPECT_TRUE(unwrap_syslog("Mar  4 10:11:12 mx1 exim[71]: x", "mta-in"));  // before it was renamed
}

// syslog_timestamp = no, with and without +pid.
TEST(EximSyslog, HasItsFrameWithoutAStamp) {
  struct Row {
    std::string_view text;
    std::uint64_t tag, pid;
    std::string_view id, rest;
  };
  constexpr std::array rows{
      Row{"[71] 1vS0aB-000000001Cd-0e1F Completed", 71, 71, "1vS0aB-000000001Cd-0e1F", "Completed"},
      Row{"[71] 1vS0aB-000000001Cd-0e1F Completed", 0, 71, "1vS0aB-000000001Cd-0e1F", "Completed"},
      Row{"[71] 1vS0aB-0001Cd-0e Completed", 71, 71, "1vS0aB-0001Cd-0e", "Completed"},
      Row{"1vS0aB-000000001Cd-0e1F Completed", 71, 71, "1vS0aB-000000001Cd-0e1F", "Completed"},
      Row{"[71] Start queue run: pid=9", 71, 71, "", "Start queue run: pid=9"},
      Row{"[72] not this process", 71, 71, "", "[72] not this process"},
      Row{"[192.0.2.1] SSL verify error", 71, 71, "", "[192.0.2.1] SSL verify error"},
      Row{"", 0, 0, "", ""},
  };
  for (const Row& row : rows) {
    const EximFrame frame = parse_unstamped_exim_frame(row.text, row.tag);
    EXPECT_EQ(frame.pid, row.pid) << row.text;
    EXPECT_EQ(frame.id, row.id) << row.text;
    EXPECT_EQ(frame.text, row.rest) << row.text;
  }
}

TEST(EximSubject, IsUnescapedInOnePass) {
  EXPECT_EQ(unescape_exim_subject(R"(caf\303\251 \"q\" \\n \n)"), "caf\xc3\xa9 \"q\" \\n \n");
  EXPECT_EQ(unescape_exim_subject(R"(\)"), "\\");
  EXPECT_EQ(unescape_exim_subject(R"(\777\9)"), "\\777\\9");
  EXPECT_EQ(unescape_exim_subject(R"(a\00)"), "a\\00");
}

TEST(EximRemoval, SaysWhoAndHow) {
  EXPECT_EQ(parse_exim_removal("removed by root")->by, "root");
  EXPECT_TRUE(parse_exim_removal("cancelled by system filter: no")->was_cancelled);
  EXPECT_FALSE(parse_exim_removal("Completed"));
}

TEST(EximRecipients, MayHoldQuotedAndEscapedBlanks) {
  std::vector<std::string> seen;
  for_each_recipient(R"(a@b.example "odd one"@b.example c\ d@b.example)",
                     [&](std::string_view address) { seen.emplace_back(address); });
  EXPECT_EQ(seen,
            (std::vector<std::string>{"a@b.example", "\"odd one\"@b.example", "c\\ d@b.example"}));
}

}  // namespace
}  // namespace queuehound
