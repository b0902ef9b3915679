#include "apply/web_reload.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "apply/processes.h"
#include "base/run_program.h"
#include "base/text.h"

namespace queuehound {
namespace {

using namespace std::chrono_literals;

// A container's web server is in our /proc as well; its files are not ours.
bool shares_our_root(const Process& process) {
  struct stat ours{}, theirs{};
  return ::stat("/", &ours) == 0 &&
         ::stat(fmt::format("/proc/{}/root", process.pid).c_str(), &theirs) == 0 &&
         ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino;
}

std::vector<std::string> environment_of(const Process& process) {
  std::vector<std::string> all;
  const Fd fd(::open(fmt::format("/proc/{}/environ", process.pid).c_str(), O_RDONLY | O_CLOEXEC));
  std::string bytes(65536, '\0');
  const ssize_t got = fd ? ::read(fd.get(), bytes.data(), bytes.size()) : 0;
  std::string_view rest(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  while (!rest.empty()) {
    const std::string_view row = cut(rest, '\0');
    if (row.starts_with("APACHE_") || row.starts_with("HTTPD_")) all.emplace_back(row);
  }
  return all;
}

// An upgraded program's old file is "… (deleted)": the new one at that place takes the signal.
std::string program_of(const Process& process) {
  constexpr std::string_view kDeleted = " (deleted)";
  std::string path = process.program;
  if (path.ends_with(kDeleted)) path.resize(path.size() - kDeleted.size());
  return find_program({path});
}

Result<> run_or_why(const ProgramRun& run) {
  const ProgramResult result = TRY(run_program(run));
  if (result.status == 0) return {};
  return fail(Error::Kind::failed,
              fmt::format("{}", trim(result.errors.empty() ? result.output : result.errors)));
}

// What apachectl does: the same program with the same arguments reads the configuration anew, and
// signals only where that is sound. A bare SIGUSR1 would end a server whose configuration is not.
Result<> reload_apache(const Process& master) {
  ProgramRun run{
      .arguments = {program_of(master)}, .environment = environment_of(master), .limit = 60s};
  for (std::size_t at = 1; at < master.arguments.size(); ++at) {
    const std::string& word = master.arguments[at];
    if (word == "-k") ++at;
    if (word != "-k" && word != "-DFOREGROUND" && word != "-X" && !word.empty())
      run.arguments.push_back(word);
  }
  run.arguments.insert(run.arguments.end(), {"-k", "graceful"});
  return run_or_why(run);
}

// "php-fpm: master process (/etc/php/8.2/fpm/php-fpm.conf)" is all its arguments.
Result<> reload_fpm(const Process& master) {
  ProgramRun test{.arguments = {program_of(master), "-t"}, .limit = 60s};
  const std::string title = master.command();
  const std::size_t open = title.find('('), close = title.rfind(')');
  if (open != std::string::npos && close != std::string::npos && open < close) {
    test.arguments.emplace_back("-y");
    test.arguments.push_back(title.substr(open + 1, close - open - 1));
  }
  TRY(run_or_why(test));
  const Fd process = TRY(open_process(master));
  return signal_process(process, SIGUSR2);
}

struct Row {
  std::string_view name;  // how the kernel's name of it begins
  Result<> (*reload)(const Process& master);
};
constexpr std::array<Row, 3> kServers{
    {{"apache2", reload_apache}, {"httpd", reload_apache}, {"php-fpm", reload_fpm}}};

bool is_master(const Process& process, const std::vector<Process>& all) {
  if (process.uid != 0 || process.state == 'Z') return false;
  const auto* row = std::ranges::find_if(
      kServers, [&](const Row& server) { return process.name.starts_with(server.name); });
  if (row == kServers.end()) return false;
  // A master's parent is something else; a child that has not given up root yet has a master's
  // name.
  return std::ranges::none_of(all, [&](const Process& other) {
    return other.pid == process.parent && other.name == process.name;
  });
}

}  // namespace

WebReload reload_web_servers() {
  WebReload reload;
  const std::vector<Process> all = read_processes();
  for (const Process& process : all) {
    if (!is_master(process, all) || !shares_our_root(process)) continue;
    const auto* row = std::ranges::find_if(
        kServers, [&](const Row& server) { return process.name.starts_with(server.name); });
    const std::string called = fmt::format("{} (pid {})", to_printable(process.name), process.pid);
    const Result<> done = program_of(process).empty()
                              ? fail(Error::Kind::refused, "its program is not root's file")
                              : row->reload(process);
    if (done)
      reload.done.push_back(called);
    else
      reload.failed.push_back(fmt::format("{}: {}", called, done.error().text));
  }
  // LiteSpeed runs PHP in pools of its own, and is told by a program of its own.
  if (const auto control = find_program({"/usr/local/lsws/bin/lswsctrl"}); !control.empty()) {
    const auto done = run_or_why({.arguments = {control, "restart"}, .limit = 60s});
    (done ? reload.done : reload.failed)
        .push_back(done ? "LiteSpeed" : "LiteSpeed: " + done.error().text);
  }
  return reload;
}

std::string words_of(const WebReload& reload) {
  std::string words;
  if (!reload.done.empty()) words = fmt::format("reloaded {}", fmt::join(reload.done, ", "));
  if (!reload.failed.empty())
    words += fmt::format("{}not reloaded, it may run what it holds in memory for a while: {}",
                         words.empty() ? "" : "; ", fmt::join(reload.failed, "; "));
  return words;
}

}  // namespace queuehound
