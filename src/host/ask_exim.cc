// Runs Exim once: by argv, with an empty environment, nothing on stdin, and a deadline, since a
// configuration may look things up in a database that does not answer.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <thread>

#include "base/text.h"
#include "host/exim_config.h"
#include "host/find_server.h"

namespace queuehound {
namespace {

constexpr std::chrono::seconds kDeadline{5};
constexpr std::size_t kMaxAnswer = 1u << 20;
using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 8> kBinaries{
    "/usr/sbin/exim",     "/usr/sbin/exim4",    "/usr/local/sbin/exim", "/usr/local/bin/exim",
    "/usr/exim/bin/exim", "/opt/exim/bin/exim", "/usr/bin/exim",        "/usr/lib/exim"};

struct Child {
  pid_t pid = -1;
  Fd out;
};

Result<Child> start(const std::string& binary) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return std::unexpected(errno_error("pipe for", binary, errno));
  Child child{-1, Fd(ends[0])};
  const Fd write_end(ends[1]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, write_end.get(), 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  // -bV and -bP in one run: the version and the options. What an old Exim does not know it says so
  // in a line of its own and goes on; the newest words stand last.
  static constexpr std::array<const char*, 20> kArguments{"-bV",
                                                          "-bP",
                                                          "spool_directory",
                                                          "log_file_path",
                                                          "log_selector",
                                                          "primary_hostname",
                                                          "qualify_domain",
                                                          "exim_user",
                                                          "split_spool_directory",
                                                          "timezone",
                                                          "syslog_timestamp",
                                                          "syslog_pid",
                                                          "syslog_processname",
                                                          "log_timezone",
                                                          "configure_file",
                                                          "+local_domains",
                                                          "+relay_from_hosts",
                                                          "+relay_hosts",
                                                          "+relay_from",
                                                          "+trustedmailhosts"};
  std::array<char*, kArguments.size() + 2> argv{};
  std::string name = binary;
  argv[0] = name.data();
  for (std::size_t i = 0; i < kArguments.size(); ++i)
    argv[i + 1] = const_cast<char*>(kArguments[i]);
  std::string path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
  std::array<char*, 2> environment{path.data(), nullptr};
  const int failed =
      posix_spawn(&child.pid, binary.c_str(), &actions, nullptr, argv.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::unexpected(errno_error("run", binary, failed));
  return child;
}

int milliseconds_left(Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

// All it prints; nothing when the deadline passed.
std::optional<std::string> read_answer(const Child& child, Clock::time_point until) {
  std::string answer;
  std::array<char, 4096> block;
  while (true) {
    pollfd waiting{child.out.get(), POLLIN, 0};
    const int ready = poll(&waiting, 1, milliseconds_left(until));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return {};
    const ssize_t got = read(child.out.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return answer;
    if (answer.size() < kMaxAnswer) answer.append(block.data(), static_cast<std::size_t>(got));
  }
}

// It may have closed its output and still run.
void end(const Child& child, Clock::time_point until) {
  int status = 0;
  while (waitpid(child.pid, &status, WNOHANG) == 0) {
    if (Clock::now() >= until) {
      kill(child.pid, SIGKILL);
      waitpid(child.pid, &status, 0);
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

std::string find_exim() {
  for (const char* path : kBinaries)
    if (access(path, X_OK) == 0) return path;
  return {};
}

Result<EximAnswers> ask_exim(const RootDir& root) {
  if (!root.is_live()) return fail(Error::Kind::refused, "a copied tree: no program is run");
  const std::string binary = find_exim();
  if (binary.empty())
    return fail(Error::Kind::gone, "no Exim at /usr/sbin/exim or the other usual places");
  const auto until = Clock::now() + kDeadline;
  const Child child = TRY(start(binary));
  auto answer = read_answer(child, until);
  end(child, answer ? until : Clock::now());
  if (!answer) return fail(Error::Kind::failed, binary + " -bP did not answer within 5 seconds");
  EximAnswers answers;
  answers.binary = binary;
  answers.version = exim_version_in(*answer);
  answers.options = *std::move(answer);
  return answers;
}

}  // namespace queuehound
