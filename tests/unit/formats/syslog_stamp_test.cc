#include "formats/syslog_stamp.h"

#include <gtest/gtest.h>

#include <string>

namespace queuehound {
namespace {

using Form = SyslogStamp::Form;

Time utc(int year, unsigned month, unsigned day, int clock = 0) {
  return Time{seconds{days_from_civil(year, month, day) * 86400 + clock}};
}

struct Row {
  std::string_view line;
  Form form;
  std::string_view host, program;
  std::uint64_t pid;
  std::string_view text;
};

TEST(SyslogLine, FrameOfEveryForm) {
  const Row rows[] = {
      {"Nov 23 13:40:01 mx dovecot: auth: x", Form::yearless, "mx", "dovecot", 0, "auth: x"},
      {"Sep  8 03:04:05 mx dovecot[77]: a b", Form::yearless, "mx", "dovecot", 77, "a b"},
      {"Sep 8 03:04:05 mx exim[1]: t", Form::yearless, "mx", "exim", 1, "t"},
      {"Sep 08 03:04:05.123 mx exim4: t", Form::yearless, "mx", "exim4", 0, "t"},
      {"<22>Sep 08 03:04:05 mx CRON[5]: (a) CMD (b)", Form::yearless, "mx", "CRON", 5,
       "(a) CMD (b)"},
      {"Nov 23 13:40:01 2001:db8::7 dovecot: t", Form::yearless, "2001:db8::7", "dovecot", 0, "t"},
      {"Nov 23 13:40:01 mx last message repeated 3 times", Form::yearless, "mx", "", 0,
       "last message repeated 3 times"},
      {"Nov 23 13:40:01 mx postfix/smtpd[9]: t", Form::yearless, "mx", "postfix/smtpd", 9, "t"},
      {"Nov 23 13:40:01 imap-login: Info: Login: t", Form::yearless, "", "", 0,
       "imap-login: Info: Login: t"},
      {"Nov 23 13:40:01 auth-worker(12): Info: t", Form::yearless, "", "", 0,
       "auth-worker(12): Info: t"},
      {"Nov 23 13:40:01 imap(a b)<1><s>: Info: t", Form::yearless, "", "", 0,
       "imap(a b)<1><s>: Info: t"},
      {"Nov 23 13:40:01 dovecot: imap-login: Info: t", Form::yearless, "", "dovecot", 0,
       "imap-login: Info: t"},
      {"2026-11-23 13:40:01 imap-login: Info: t", Form::dated, "", "", 0, "imap-login: Info: t"},
      {"2026-11-23 13:40:01 +0100 imap-login: Info: t", Form::zoned, "", "", 0,
       "imap-login: Info: t"},
      {"2026-11-23T13:40:01.784598+01:00 mx dovecot: t", Form::zoned, "mx", "dovecot", 0, "t"},
      {"2026-11-23t13:40:01z mx dovecot: t", Form::zoned, "mx", "dovecot", 0, "t"},
      {"<22>1 2026-11-23T13:40:01Z mx dovecot 88 - [a@1 k=\"v]\\\"\"][b] t", Form::zoned, "mx",
       "dovecot", 88, "t"},
      {"<22>1 2026-11-23T13:40:01Z mx dovecot - - - t", Form::zoned, "mx", "dovecot", 0, "t"},
      {"<22>1 2026-11-23T13:40:01Z mx exim 4 - -  t", Form::zoned, "mx", "exim", 4, "t"},
      {"@400000006a5b0c8b1234abcd imap-login: Info: t", Form::tai64n, "", "", 0,
       "imap-login: Info: t"},
      {std::string_view("\0\0\0Nov 23 13:40:01 mx dovecot: t\r", 33), Form::yearless, "mx",
       "dovecot", 0, "t"},
      {"Nov 23 13:40:01 mx dovecot:", Form::yearless, "mx", "dovecot", 0, ""},
      {"Nov 23 13:40:01 mx mail.info exim[7]: t", Form::yearless, "mx", "exim", 7, "t"},
      {"Nov 23 13:40:01 mx <mail.info> exim[7]: t", Form::yearless, "mx", "exim", 7, "t"},
      {"Nov 23 13:40:01 mx mail.infos exim[7]: t", Form::yearless, "mx", "", 0,
       "mail.infos exim[7]: t"},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(std::string(row.line));
    const auto line = parse_syslog_line(row.line);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->stamp.form, row.form);
    EXPECT_EQ(line->host, row.host);
    EXPECT_EQ(line->program, row.program);
    EXPECT_EQ(line->pid, row.pid);
    EXPECT_EQ(line->text, row.text);
  }
}

TEST(SyslogLine, WhatHasNoStampIsNoLine) {
  for (const std::string_view line :
       {"", "x", "Nov", "Nov 23", "Nov 23 13:40", "Nov 23 13:40:0", "Nov 32 13:40:01 a b: c",
        "Nof 23 13:40:01 a b: c", "Nov 23 24:00:00 a b: c", "2026-11-23", "2026-13-23 10:00:00 x",
        "@4000", "@zz00000000000000 x", "@ffffffffffffffff x", "<", "<13>", "Nov 23 13:40:01x",
        "  Nov 23 13:40:01 a b: c"}) {
    EXPECT_FALSE(parse_syslog_line(line)) << line;
  }
}

TEST(SyslogLine, ZonedStampsAreInstants) {
  const Time at = utc(2026, 11, 23, 13 * 3600 + 40 * 60 + 1);
  EXPECT_EQ(parse_syslog_line("2026-11-23T13:40:01Z a b: c")->stamp.at, at);
  EXPECT_EQ(parse_syslog_line("2026-11-23T14:40:01+01:00 a b: c")->stamp.at, at);
  EXPECT_EQ(parse_syslog_line("2026-11-23T10:10:01.5-03:30 a b: c")->stamp.at, at);
  EXPECT_EQ(parse_syslog_line("2026-11-23 14:40:01 +0100 a: c")->stamp.at, at);
  // multilog: Unix time + 10.
  EXPECT_EQ(parse_syslog_line("@400000000000000a00000000 a: c")->stamp.at, Time{});
  EXPECT_EQ(parse_syslog_line("@400000000000006e a: c")->stamp.at, Time{seconds{100}});
}

Time resolved(std::string_view stamp, Time reference, const TimeZone& zone) {
  const auto line = parse_syslog_line(std::string(stamp) + " mx p: t");
  EXPECT_TRUE(line) << stamp;
  return line ? SyslogYears(zone, reference).resolve(line->stamp) : Time{};
}

TEST(SyslogYears, TheYearThatLiesNotMoreThanADayAhead) {
  const TimeZone zone = TimeZone::utc();
  const Time reference = utc(2026, 3, 10, 43200);
  EXPECT_EQ(resolved("Mar 10 11:00:00", reference, zone), utc(2026, 3, 10, 39600));
  EXPECT_EQ(resolved("Mar 11 11:59:59", reference, zone), utc(2026, 3, 11, 43199));
  EXPECT_EQ(resolved("Mar 11 12:00:01", reference, zone), utc(2025, 3, 11, 43201));
  EXPECT_EQ(resolved("Dec 31 23:59:59", reference, zone), utc(2025, 12, 31, 86399));
  EXPECT_EQ(resolved("Jan  1 00:00:00", reference, zone), utc(2026, 1, 1));
  // A live log at the turn of the year, reference a little behind.
  EXPECT_EQ(resolved("Jan  1 00:00:05", utc(2026, 12, 31, 86390), zone), utc(2027, 1, 1, 5));
  EXPECT_EQ(resolved("Dec 31 23:59:59", utc(2027, 1, 1, 5), zone), utc(2026, 12, 31, 86399));
}

TEST(SyslogYears, FebruaryTheTwentyNinthIsOfALeapYear) {
  const TimeZone zone = TimeZone::utc();
  EXPECT_EQ(resolved("Feb 29 10:00:00", utc(2026, 3, 1), zone), utc(2024, 2, 29, 36000));
  EXPECT_EQ(resolved("Feb 29 10:00:00", utc(2028, 2, 29, 36000), zone), utc(2028, 2, 29, 36000));
  EXPECT_EQ(resolved("Feb 29 10:00:00", utc(2103, 6, 1), zone), utc(2096, 2, 29, 36000));
  EXPECT_EQ(resolved("Mar  1 10:00:00", utc(2027, 3, 2), zone), utc(2027, 3, 1, 36000));
}

TEST(SyslogYears, TheWritersZoneCounts) {
  const TimeZone east = TimeZone::fixed(seconds{9 * 3600});
  // Still the old year in UTC.
  EXPECT_EQ(resolved("Jan  1 05:00:00", utc(2026, 12, 31, 20 * 3600), east),
            utc(2026, 12, 31, 20 * 3600));
  const TimeZone west = TimeZone::fixed(seconds{-8 * 3600});
  EXPECT_EQ(resolved("Dec 31 20:00:00", utc(2027, 1, 1, 4 * 3600), west),
            utc(2027, 1, 1, 4 * 3600));
  EXPECT_EQ(resolved("2026-11-23 13:00:00", utc(2026, 11, 23), east), utc(2026, 11, 23, 4 * 3600));
}

TEST(SyslogYears, AbsurdReferencesDoNoHarm) {
  const TimeZone zone = TimeZone::utc();
  for (const std::int64_t at : {-62135596800LL, 0LL, 253402300799LL, 99999999999999LL}) {
    resolved("Feb 29 10:00:00", Time{seconds{at}}, zone);
    resolved("Dec 31 23:59:59", Time{seconds{at}}, zone);
  }
}

}  // namespace
}  // namespace queuehound
