#include "base/run_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/fd.h"

namespace queuehound {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::chrono::seconds kPatience{3};
TellOfWaiting waiting_is_told = nullptr;

constexpr std::size_t kMostOutput = 16u << 20;
constexpr std::size_t kMostErrors = 64u << 10;

struct Pipe {
  Fd read, write;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::unexpected(errno_error("pipe", "", errno));
  Pipe low{Fd(ends[0]), Fd(ends[1])};
  // Above the standard ones, which we may have been started without: dup2 of a descriptor onto
  // itself would leave it to be closed by exec.
  Pipe pipe{Fd(::fcntl(ends[0], F_DUPFD_CLOEXEC, 3)), Fd(::fcntl(ends[1], F_DUPFD_CLOEXEC, 3))};
  if (!pipe.read || !pipe.write) return std::unexpected(errno_error("pipe", "", errno));
  return pipe;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Between fork and exec: only calls that are safe there.
[[noreturn]] void become(const char* path, char* const* arguments, char* const* environment,
                         int input, int output, int errors, int report) {
  ::setpgid(0, 0);
  for (const int ignored : {SIGPIPE, SIGINT, SIGHUP, SIGTERM}) ::signal(ignored, SIG_DFL);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  if (::dup2(input, 0) >= 0 && ::dup2(output, 1) >= 0 && ::dup2(errors, 2) >= 0 &&
      ::chdir("/") == 0)
    ::execve(path, arguments, environment);
  const int error_number = errno;
  (void)!::write(report, &error_number, sizeof error_number);
  ::_exit(127);
}

void take(Fd& from, std::string& into, std::size_t most) {
  std::array<char, 65536> part;
  const ssize_t got = ::read(from.get(), part.data(), part.size());
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (got <= 0) {
    from = Fd();
    return;
  }
  const auto room = most - std::min(most, into.size());
  into.append(part.data(), std::min(room, static_cast<std::size_t>(got)));
}

void give(Fd& to, const std::string& input, std::size_t& given) {
  const ssize_t put = ::write(to.get(), input.data() + given, input.size() - given);
  if (put < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (put > 0) given += static_cast<std::size_t>(put);
  if (put < 0 || given == input.size()) to = Fd();  // it may not want all of it
}

// It stays to be waited for.
bool has_ended(pid_t child) {
  siginfo_t state{};
  return ::waitid(P_PID, static_cast<id_t>(child), &state, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         state.si_pid == child;
}

// A write to a program that closed its input is EPIPE here, whatever the caller does with SIGPIPE.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    ::sigemptyset(&pipe_);
    ::sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;
  ~WithoutPipeSignal() {
    constexpr timespec kNow{0, 0};
    if (sigismember(&before_, SIGPIPE) == 0) ::sigtimedwait(&pipe_, nullptr, &kNow);
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{}, before_{};
};

// Says once that it takes long.
class Patience {
 public:
  Patience(const std::string& shown, std::chrono::seconds limit) : shown_(shown), limit_(limit) {}
  void look() {
    if (is_told_ || waiting_is_told == nullptr || Clock::now() < end_) return;
    waiting_is_told(shown_, limit_);
    is_told_ = true;
  }

 private:
  const std::string& shown_;
  std::chrono::seconds limit_;
  Clock::time_point end_ = Clock::now() + kPatience;
  bool is_told_ = false;
};

// False where the time ran out. Ends when the program closed both its outputs, or has ended and
// left them to a daemon that says nothing more.
bool talk(pid_t child, const std::string& input, Fd& to, Fd& output, Fd& errors,
          ProgramResult& result, Clock::time_point end, Patience& patience) {
  const WithoutPipeSignal quiet;
  std::size_t given = 0;
  if (input.empty()) to = Fd();
  while (output || errors) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - Clock::now()).count();
    if (left <= 0) return false;
    patience.look();
    std::array<pollfd, 3> waits{
        {{to.get(), POLLOUT, 0}, {output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};
    const int ready =
        ::poll(waits.data(), waits.size(), static_cast<int>(std::min<long long>(left, 100)));
    if (ready < 0 && errno != EINTR) return false;
    if (ready == 0 && has_ended(child)) return true;
    if (waits[0].revents != 0 && to) give(to, input, given);
    if (waits[1].revents != 0 && output) take(output, result.output, kMostOutput);
    if (waits[2].revents != 0 && errors) take(errors, result.errors, kMostErrors);
  }
  return true;
}

// It may have closed its outputs and still run.
bool wait_for_end(pid_t child, int& status, Clock::time_point end, Patience& patience) {
  for (;;) {
    patience.look();
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) return true;
    if (ended < 0 && errno != EINTR) return false;
    if (Clock::now() >= end) return false;
    ::poll(nullptr, 0, 5);
  }
}

}  // namespace

Result<ProgramResult> run_program(const ProgramRun& run) {
  const std::string shown =
      run.shown.empty() ? fmt::format("{}", fmt::join(run.arguments, " ")) : run.shown;
  Pipe input = TRY(make_pipe());
  Pipe output = TRY(make_pipe());
  Pipe errors = TRY(make_pipe());
  Pipe report = TRY(make_pipe());

  std::vector<std::string> arguments = run.arguments;
  std::vector<std::string> environment = {
      "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C",
      "HOME=/root"};
  environment.insert(environment.end(), run.environment.begin(), run.environment.end());
  const std::vector<char*> argument_pointers = pointers_to(arguments);
  const std::vector<char*> environment_pointers = pointers_to(environment);

  const pid_t child = ::fork();
  if (child < 0) return std::unexpected(errno_error("start", shown, errno));
  if (child == 0)
    become(arguments.front().c_str(), argument_pointers.data(), environment_pointers.data(),
           input.read.get(), output.write.get(), errors.write.get(), report.write.get());
  input.read = Fd();
  output.write = Fd();
  errors.write = Fd();
  report.write = Fd();

  int error_number = 0;
  if (::read(report.read.get(), &error_number, sizeof error_number) ==
      static_cast<ssize_t>(sizeof error_number)) {
    ::waitpid(child, nullptr, 0);
    return std::unexpected(errno_error("start", shown, error_number));
  }

  ProgramResult result;
  for (const Fd* end : {&input.write, &output.read, &errors.read})
    ::fcntl(end->get(), F_SETFL, O_NONBLOCK);
  const auto end = Clock::now() + run.limit;
  int status = 0;
  Patience patience(shown, run.limit);
  if (!talk(child, run.input, input.write, output.read, errors.read, result, end, patience) ||
      !wait_for_end(child, status, end, patience)) {
    ::kill(-child, SIGKILL);
    ::waitpid(child, &status, 0);
    return fail(Error::Kind::failed,
                fmt::format("{}: no end after {} s, so it was stopped", shown, run.limit.count()));
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

void tell_of_waiting(TellOfWaiting tell) { waiting_is_told = tell; }

std::string find_program(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    struct stat found;
    if (::stat(path.c_str(), &found) == 0 && S_ISREG(found.st_mode) && found.st_uid == 0 &&
        (found.st_mode & 0111) != 0)
      return path;
  }
  return {};
}

}  // namespace queuehound
