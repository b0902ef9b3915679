#include "base/run_program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <thread>

#include "base/fd.h"
#include "base/text.h"

namespace queuehound {
namespace {

using namespace std::chrono_literals;

Result<ProgramResult> shell(std::string script, std::string input = {},
                            std::chrono::seconds limit = 20s) {
  return run_program({.arguments = {"/bin/sh", "-c", std::move(script)},
                      .input = std::move(input),
                      .limit = limit});
}

struct Ending {
  const char* script;
  int status;
};

TEST(RunProgram, tells_exit_statuses_and_signals) {
  for (const Ending& row :
       {Ending{"exit 0", 0}, Ending{"exit 3", 3}, Ending{"exit 255", 255},
        Ending{"kill -TERM $$", 128 + SIGTERM}, Ending{"kill -KILL $$", 128 + SIGKILL},
        Ending{"kill -PIPE $$", 128 + SIGPIPE}}) {
    const auto run = shell(row.script);
    ASSERT_TRUE(run) << row.script << ": " << run.error().text;
    EXPECT_EQ(run->status, row.status) << row.script;
  }
}

TEST(RunProgram, keeps_both_outputs_apart) {
  const auto run = shell("echo out; echo err >&2; echo out again");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output, "out\nout again\n");
  EXPECT_EQ(run->errors, "err\n");
}

TEST(RunProgram, an_argument_is_never_a_shells_text) {
  const auto run = run_program({.arguments = {"/bin/echo", "$(id)", "a b", "; exit 9", ""}});
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output, "$(id) a b ; exit 9 \n");
}

TEST(RunProgram, the_environment_is_ours_alone) {
  ::setenv("QUEUEHOUND_TEST_SECRET", "leaks", 1);
  const auto run = run_program({.arguments = {"/usr/bin/env"}, .environment = {"ASKED=yes"}});
  ::unsetenv("QUEUEHOUND_TEST_SECRET");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output.find("QUEUEHOUND_TEST_SECRET"), std::string::npos);
  EXPECT_NE(run->output.find("ASKED=yes\n"), std::string::npos);
  EXPECT_NE(run->output.find("LC_ALL=C\n"), std::string::npos);
}

TEST(RunProgram, signals_of_the_child_are_the_usual_ones) {
  struct sigaction ignored{}, before{};
  ignored.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignored, &before);
  const auto run = shell("kill -PIPE $$; echo survived");
  ::sigaction(SIGPIPE, &before, nullptr);
  ASSERT_TRUE(run);
  EXPECT_EQ(run->status, 128 + SIGPIPE);
}

TEST(RunProgram, output_beyond_the_limit_is_read_and_dropped) {
  const auto run = shell("head -c 20000000 /dev/zero; head -c 200000 /dev/zero >&2; exit 4");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output.size(), 16u << 20);
  EXPECT_EQ(run->errors.size(), 64u << 10);
  EXPECT_EQ(run->status, 4);
}

TEST(RunProgram, input_larger_than_a_pipe_goes_both_ways) {
  const std::string input(5u << 20, 'x');
  const auto run = run_program({.arguments = {"/bin/cat"}, .input = input});
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output, input);
}

TEST(RunProgram, a_program_that_does_not_read_is_no_failure) {
  const std::string input(5u << 20, 'x');
  const auto run = shell("exec <&-; echo unread", input);
  ASSERT_TRUE(run);
  EXPECT_EQ(run->output, "unread\n");
  // And the signal of that broken pipe was not left for the caller.
  sigset_t waiting;
  ::sigpending(&waiting);
  EXPECT_EQ(sigismember(&waiting, SIGPIPE), 0);
}

TEST(RunProgram, the_time_limit_ends_the_program_and_its_children) {
  const std::string folder = ::testing::TempDir() + "run_program_" + std::to_string(::getpid());
  const auto begin = std::chrono::steady_clock::now();
  const auto run = shell("sh -c 'echo $$ > " + folder + "; sleep 60' & sleep 60", {}, 1s);
  ASSERT_FALSE(run);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 15s);
  EXPECT_NE(run.error().text.find("1 s"), std::string::npos) << run.error().text;
  const Fd file(::open(folder.c_str(), O_RDONLY | O_CLOEXEC));
  char digits[16]{};
  ASSERT_GT(::read(file.get(), digits, sizeof digits - 1), 0);
  ::unlink(folder.c_str());
  const auto child = parse_number<pid_t>(trim(digits));
  ASSERT_TRUE(child);
  // Killed; whoever reaps orphans here may take its time.
  for (int tries = 0; tries < 500; ++tries) {
    if (::kill(*child, 0) != 0 && errno == ESRCH) return;
    const auto stat = shell("cut -d' ' -f3 /proc/" + std::to_string(*child) + "/stat");
    if (stat && stat->output != "S\n" && stat->output != "R\n") return;  // a zombie
    std::this_thread::sleep_for(10ms);
  }
  ADD_FAILURE() << "the child still runs";
}

TEST(RunProgram, what_takes_long_is_told_once_and_not_stopped) {
  static int told = 0;
  static std::string whom;
  tell_of_waiting([](const std::string& shown, std::chrono::seconds limit) {
    ++told;
    whom = shown + " " + std::to_string(limit.count());
  });
  const auto quick = run_program({.arguments = {"/bin/sleep", "0"}});
  EXPECT_TRUE(quick && told == 0);
  const auto slow =
      run_program({.arguments = {"/bin/sleep", "4"}, .limit = std::chrono::seconds(20)});
  tell_of_waiting(nullptr);
  EXPECT_TRUE(slow && slow->status == 0);
  EXPECT_EQ(told, 1);
  EXPECT_EQ(whom, "/bin/sleep 4 20");
}

TEST(RunProgram, a_daemon_left_behind_is_not_waited_for) {
  const auto begin = std::chrono::steady_clock::now();
  const auto run = shell("sleep 5 & echo started; exit 2");
  ASSERT_TRUE(run) << run.error().text;
  EXPECT_EQ(run->output, "started\n");
  EXPECT_EQ(run->status, 2);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 4s);
}

TEST(RunProgram, outputs_closed_early_are_not_the_end) {
  const auto run = shell("exec >&- 2>&-; sleep 0.2; exit 7");
  ASSERT_TRUE(run);
  EXPECT_EQ(run->status, 7);
}

TEST(RunProgram, a_missing_program_is_an_error_of_its_kind) {
  const auto run = run_program({.arguments = {"/nowhere/at/all", "argument"}});
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().kind, Error::Kind::gone);
  EXPECT_NE(run.error().text.find("/nowhere/at/all"), std::string::npos);
}

TEST(RunProgram, a_secret_argument_is_not_in_the_error) {
  const auto run =
      run_program({.arguments = {"/nowhere/at/all", "s3cret"}, .shown = "the password tool"});
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().text.find("s3cret"), std::string::npos);
  EXPECT_NE(run.error().text.find("the password tool"), std::string::npos);
}

// In a process of its own: cron of some systems starts programs with nothing on 0, 1 and 2.
TEST(RunProgram, works_where_the_standard_descriptors_are_closed) {
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    for (const int fd : {0, 1, 2}) ::close(fd);
    const auto run = shell("cat; echo err >&2; exit 5", "in");
    const bool is_right = run && run->status == 5 && run->output == "in" && run->errors == "err\n";
    ::_exit(is_right ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST(RunProgram, no_descriptor_is_left_open) {
  const auto next_free = [] { return ::dup(0); };
  const int before = next_free();
  ::close(before);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(shell("echo x; exit 1"));
  ASSERT_FALSE(run_program({.arguments = {"/nowhere"}}));
  const int after = next_free();
  ::close(after);
  EXPECT_EQ(before, after);
}

TEST(FindProgram, the_first_that_is_an_executable_file_of_root) {
  EXPECT_EQ(find_program({"/nowhere", "/etc", "/etc/passwd", "/bin/sh", "/bin/cat"}), "/bin/sh");
  EXPECT_EQ(find_program({"/nowhere"}), "");
  EXPECT_EQ(find_program({}), "");
}

}  // namespace
}  // namespace queuehound
