#include "cli/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"

namespace queuehound {
namespace {

std::string_view look_at_changes;  // the command that tells what was changed; "": nothing can be
bool is_lost = false;              // some result never reached who asked, whatever came after it

void complain_of_results(std::string_view why) {
  is_lost = true;
  if (look_at_changes.empty()) return complain(why, "run it again with room for its output");
  static bool is_said = false;  // one line a step that was done says it no better
  if (!is_said)
    complain(fmt::format("{}: what was done is done all the same", why), look_at_changes);
  is_said = true;
}

}  // namespace

void results_follow_changes(std::string_view look) { look_at_changes = look; }

bool put_results(std::string_view text) {
  const Result<> written = write_all(STDOUT_FILENO, text);
  if (written || written.error().kind == Error::Kind::gone) return true;
  complain_of_results(written.error().text);
  return false;
}

std::string complaint(std::string_view text, std::string_view next) {
  std::string out = "queuehound: ";
  // Our own further lines are indented; any other line break came from outside.
  for (std::size_t end = text.find("\n  "); end != text.npos; end = text.find("\n  ")) {
    out += to_printable(text.substr(0, end)) + "\n  ";
    text.remove_prefix(end + 3);
  }
  out += to_printable(text) + "\n";
  if (!next.empty()) out += "  try: " + to_printable(next) + "\n";
  return out;
}

void complain(std::string_view text, std::string_view next) {
  // Where even standard error is closed there is nobody left to tell.
  (void)write_all(STDERR_FILENO, complaint(text, next));
}

void complain(const Error& error) {
  const bool is_denied = error.kind == Error::Kind::denied && ::geteuid() != 0;
  const bool is_gone = error.kind == Error::Kind::gone && !error.text.contains("\n  ");
  complain(error.text + (is_gone ? "\n  is it spelled right, and still there?" : ""),
           is_denied ? "the same as root (sudo)" : "");
}

void say_who_is_slow(const std::string& program, std::chrono::seconds limit) {
  constexpr std::size_t kShown = 100;  // firewall-cmd is told a hundred rules at once
  const std::string name = program.size() > kShown ? program.substr(0, kShown) + " ..." : program;
  complain(fmt::format("waiting for {} (it is stopped after {} s)", name, limit.count()));
}

void secure_standard_streams() {
  // Read-only on purpose: writing to a stream that was closed must fail, not vanish.
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) == -1 && ::open("/dev/null", O_RDONLY) != fd) ::_exit(2);
  }
  // A handler, not SIG_IGN: programs we run would inherit that.
  struct sigaction action{};
  action.sa_handler = [](int) {};
  ::sigaction(SIGPIPE, &action, nullptr);
}

bool close_results() {
  if (::close(STDOUT_FILENO) == 0 || errno == EBADF || errno == EINTR) return !is_lost;
  complain_of_results(errno_error("write", "the results", errno).text);
  return false;
}

}  // namespace queuehound
