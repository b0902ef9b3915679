#include "cli/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include "cli/output.h"
#include "cli/progress.h"

namespace queuehound {
namespace {

TEST(Display, colour_is_flag_then_no_color_then_force_then_terminal) {
  struct {
    ColourWhen when;
    Environment environment;
    bool colour;
  } rows[] = {
      {ColourWhen::automatic, {.term = "xterm", .stdout_is_terminal = true}, true},
      {ColourWhen::automatic, {.term = "dumb", .stdout_is_terminal = true}, false},
      {ColourWhen::automatic, {.term = "", .stdout_is_terminal = true}, false},
      {ColourWhen::automatic, {.term = "xterm"}, false},
      {ColourWhen::automatic, {.clicolor_force = "1"}, true},
      {ColourWhen::automatic, {.clicolor_force = "0"}, false},
      {ColourWhen::automatic,
       {.no_color = "1", .clicolor_force = "1", .term = "xterm", .stdout_is_terminal = true},
       false},
      {ColourWhen::always, {.no_color = "1"}, true},
      {ColourWhen::never,
       {.clicolor_force = "1", .term = "xterm", .stdout_is_terminal = true},
       false},
  };
  int row_number = 0;
  for (const auto& row : rows)
    EXPECT_EQ(decide_display({.colour = row.when}, row.environment).colour, row.colour)
        << row_number++;
}

TEST(Display, width_is_flag_then_columns_then_terminal_and_never_under_40) {
  EXPECT_EQ(decide_display({.width = 100}, {.columns = "90", .terminal_columns = 70}).width, 100u);
  EXPECT_EQ(decide_display({}, {.columns = "90", .terminal_columns = 70}).width, 90u);
  EXPECT_EQ(decide_display({}, {.columns = "wide", .terminal_columns = 70}).width, 70u);
  EXPECT_EQ(decide_display({}, {.terminal_columns = 7}).width, 40u);
  EXPECT_EQ(decide_display({}, {.columns = "99999999"}).width, 1000u);
  EXPECT_EQ(decide_display({}, {}).width, 80u);
}

TEST(Display, tables_are_whole_where_a_program_reads_them) {
  EXPECT_GT(decide_display({}, {}).table_width, 10'000u);
  EXPECT_EQ(decide_display({.width = 100}, {}).table_width, 100u);
  EXPECT_EQ(decide_display({}, {.columns = "90"}).table_width, 90u);
  EXPECT_EQ(decide_display({}, {.stdout_is_terminal = true, .terminal_columns = 70}).table_width,
            70u);
  EXPECT_EQ(decide_display({}, {.stdout_is_terminal = true}).table_width, 80u);
}

TEST(Display, characters_follow_the_locale_that_counts) {
  EXPECT_TRUE(decide_display({}, {.lang = "de_DE.UTF-8"}).utf8);
  EXPECT_TRUE(decide_display({}, {.lc_ctype = "C.utf8", .lang = "C"}).utf8);
  EXPECT_FALSE(decide_display({}, {.lc_all = "C", .lang = "de_DE.UTF-8"}).utf8);
  EXPECT_FALSE(decide_display({}, {}).utf8);
  EXPECT_FALSE(decide_display({.ascii = true}, {.lang = "de_DE.UTF-8"}).utf8);
}

TEST(Complaint, says_what_and_what_next_and_is_printable) {
  EXPECT_EQ(complaint("cannot read /x\x1b[2J", "sudo queuehound scan"),
            "queuehound: cannot read /x\\x1b[2J\n  try: sudo queuehound scan\n");
  EXPECT_EQ(complaint("one\n  two\nthree"), "queuehound: one\n  two\\x0athree\n");
}

TEST(Output, a_full_disk_is_an_error_and_a_reader_that_left_is_not) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0) << "no /dev/full";
  const Result<> failed = write_all(full, "text");
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, Error::Kind::failed);
  ::close(full);

  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  ::close(ends[0]);
  const auto before = ::signal(SIGPIPE, SIG_IGN);
  const Result<> left = write_all(ends[1], "text");
  ::signal(SIGPIPE, before);
  ASSERT_FALSE(left);
  EXPECT_EQ(left.error().kind, Error::Kind::gone);
  ::close(ends[1]);
}

TEST(ProgressLine, fits_and_holds_no_control_characters) {
  using namespace std::chrono_literals;
  EXPECT_EQ(progress_line(1'200'000'000, 4'000'000'000, "mainlog", 2s, 80),
            "reading mainlog  1.2 GB of 4.0 GB, 600 MB/s, 5 s left");
  for (const std::size_t width : {40u, 60u, 200u}) {
    const std::string line = progress_line(1, 0, std::string(500, 'x') + "\x1b[2J\n", 0s, width);
    EXPECT_LT(line.size(), width);
    for (const char c : line) EXPECT_GE(c, 0x20);
  }
}

TEST(Progress, many_threads_may_report) {
  Progress progress(false, 80);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int n = 0; n < 1000; ++n) progress.advance(1, 4000, "log");
    });
  threads.clear();
  progress.finish();
}

}  // namespace
}  // namespace queuehound
