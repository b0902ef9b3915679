#include "cli/guard.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>

#include "apply/confirmation.h"
#include "cli/clock.h"
#include "cli/live.h"
#include "cli/read_server.h"

namespace queuehound {
namespace {

struct Order {
  std::int64_t plan = 0;
  std::int64_t until = 0;
};

constexpr int kLookEveryMs = 1000;
constexpr int kTriesForLock = 600;  // another queuehound may be applying just then

void sleep_ms(int milliseconds) { ::poll(nullptr, 0, milliseconds); }

// Whether there is still something to guard: not once it is confirmed.
bool is_pending(const Options& options, const Order& order) {
  const auto journal = Journal::open_to_read(options.state.directory);
  if (!journal) return true;  // locked, full, unreadable just now: keep watch
  const auto plan = journal->plan(order.plan);
  return !plan || (*plan && (*plan)->confirmed == Time{});
}

Result<std::size_t> roll_back(const Options& options, Time until) {
  const auto view = TRY(find_server_of(options.scan, Slips::are_told));
  LiveServer live = live_of(*view, options);
  live.now = std::max(live.now, until);
  Journal journal = TRY(Journal::open_to_write(options.state.directory));
  std::size_t undone = 0;
  for (const RolledBack& rolled : TRY(roll_back_overdue(live, journal)))
    for (const Performed& performed : rolled.actions) {
      const bool is_undone = performed.state == ActionState::undone;
      undone += is_undone ? 1 : 0;
      ::syslog(LOG_WARNING, "%s of %s %s: %s", performed.id.c_str(), rolled.plan.id().c_str(),
               is_undone ? "was undone, nobody confirmed it" : "could not be undone",
               performed.text.c_str());
    }
  return undone;
}

// By whichever clock is first: who is locked out must not wait an hour longer because the server's
// clock was set back by one meanwhile.
[[noreturn]] void keep_watch(const Options& options, const Order& order) {
  const Time until{seconds(order.until)};
  const auto end = std::chrono::steady_clock::now() + (until - clock_now());
  while (clock_now() < until && std::chrono::steady_clock::now() < end) {
    sleep_ms(kLookEveryMs);
    if (!is_pending(options, order)) ::_exit(0);
  }
  ::openlog("queuehound", LOG_PID, LOG_DAEMON);
  for (int tries = 0; tries < kTriesForLock; ++tries) {
    const auto undone = roll_back(options, until);
    if (undone) ::_exit(0);
    if (tries % 60 == 0) ::syslog(LOG_ERR, "roll back: %s", undone.error().text.c_str());
    sleep_ms(kLookEveryMs);
  }
  ::_exit(2);
}

[[noreturn]] void be_guard(const Options& options, const Fd& orders, const Fd& answers) {
  ::prctl(PR_SET_NAME, "queuehound-guard");
  // What ends with a terminal or a connection must not end this.
  for (const int ignored : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU})
    ::signal(ignored, SIG_IGN);
  (void)!::chdir("/");
  const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(null.get(), standard);
  Order order;
  if (::read(orders.get(), &order, sizeof order) != sizeof order) ::_exit(0);  // never told
  if (::write(answers.get(), "a", 1) != 1) ::_exit(1);
  keep_watch(options, order);
}

struct Pipe {
  Fd read, write;
};

Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    return std::unexpected(errno_error("start", "the guard", errno));
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

}  // namespace

Result<Guard> Guard::start(const Options& options) {
  Pipe orders = TRY(make_pipe());
  Pipe answers = TRY(make_pipe());
  const pid_t child = ::fork();
  if (child < 0) return std::unexpected(errno_error("start", "the guard", errno));
  if (child == 0) {
    orders.write = Fd();
    answers.read = Fd();
    // A session of its own, and then a child of it, which can get no terminal any more.
    if (::setsid() < 0 || ::fork() != 0) ::_exit(0);
    be_guard(options, orders.read, answers.write);
  }
  ::waitpid(child, nullptr, 0);
  return Guard(std::move(orders.write), std::move(answers.read));
}

Result<> Guard::arm(std::int64_t plan, Time until) {
  const Order order{plan, until.time_since_epoch().count()};
  char answer = 0;
  if (::write(order_.get(), &order, sizeof order) != sizeof order ||
      ::read(answer_.get(), &answer, 1) != 1)
    return fail(Error::Kind::failed, "the guard that would undo it does not answer");
  return {};
}

}  // namespace queuehound
