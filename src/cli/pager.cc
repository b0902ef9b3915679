#include "cli/pager.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/fd.h"
#include "base/text.h"
#include "cli/output.h"

extern char** environ;

namespace queuehound {
namespace {

constexpr std::string_view kShellCharacters = "|&;<>()$`\\\"'*?[]#~=%{}!\n";

// Our own environment; for root without the pager's commands that run other programs, and without a
// file that would bring them back.
std::vector<char*> pager_environment() {
  static char kSecure[] = "LESSSECURE=1";
  std::vector<char*> list;
  const bool is_root = ::geteuid() == 0;
  for (char** at = environ; *at != nullptr; ++at)
    if (!is_root || std::strncmp(*at, "LESS", 4) != 0) list.push_back(*at);
  if (is_root) list.push_back(kSecure);
  list.push_back(nullptr);
  return list;
}

// Its process with a pipe to its standard input; -1 where it cannot be started.
pid_t start(std::vector<std::string>& arguments, Fd& input) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return -1;
  const Fd reading(ends[0]);
  Fd writing(ends[1]);
  std::vector<char*> words;
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  const std::vector<char*> environment = pager_environment();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, reading.get(), STDIN_FILENO);
  pid_t pid = -1;
  const int failed =
      ::posix_spawnp(&pid, words[0], &actions, nullptr, words.data(), environment.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return -1;
  input = std::move(writing);
  return pid;
}

// False where it never ran (127 from a loader or interpreter that is not there) or complained, as
// of an option it does not know: a text seen twice is better than none.
bool wait_for(pid_t pid) {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return !WIFEXITED(status) || WEXITSTATUS(status) == 0;
}

}  // namespace

std::vector<std::string> pager_arguments(std::string_view pager) {
  std::vector<std::string> words;
  if (pager.find_first_of(kShellCharacters) != pager.npos) return words;
  while (!(pager = trim(pager)).empty()) {
    const std::size_t end = std::min(pager.find_first_of(" \t"), pager.size());
    words.emplace_back(pager.substr(0, end));
    pager.remove_prefix(end);
  }
  return words;
}

bool needs_pager(std::string_view text, const Terminal& terminal) {
  if (terminal.pager.empty() || terminal.height == 0) return false;
  return static_cast<std::size_t>(std::ranges::count(text, '\n')) >= terminal.height;
}

bool put_text(std::string_view text, const Terminal& terminal) {
  if (!needs_pager(text, terminal)) return put_results(text);
  std::vector<std::string> arguments = pager_arguments(terminal.pager);
  if (arguments.empty()) return put_results(text);
  Fd input;
  const pid_t pid = start(arguments, input);
  if (pid < 0) return put_results(text);
  // Ctrl-C is for the pager, which stays: we wait for it, or it would share its terminal with the
  // shell.
  struct sigaction ignore{}, before{};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGINT, &ignore, &before);
  (void)write_all(input.get(), text);  // a reader who has seen enough leaves early
  input = Fd();
  const bool did_run = wait_for(pid);
  ::sigaction(SIGINT, &before, nullptr);
  return did_run || put_results(text);
}

}  // namespace queuehound
