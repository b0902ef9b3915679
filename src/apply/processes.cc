#include "apply/processes.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <memory>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostBytes = 256u << 10;  // of one file below /proc

std::string read_proc(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string bytes;
  if (!fd) return bytes;
  std::array<char, 16384> part;
  for (ssize_t got;
       bytes.size() < kMostBytes && (got = ::read(fd.get(), part.data(), part.size())) > 0;)
    bytes.append(part.data(), static_cast<std::size_t>(got));
  return bytes;
}

std::string link_target(const std::string& path) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(path.c_str(), target.data(), target.size());
  return length < 0 ? "" : std::string(target.data(), static_cast<std::size_t>(length));
}

std::vector<std::string> cut_at_nul(std::string_view bytes) {
  std::vector<std::string> all;
  while (!bytes.empty()) all.emplace_back(cut(bytes, '\0'));
  return all;
}

std::string variable_in(std::string_view environment, std::string_view name) {
  while (!environment.empty()) {
    const std::string_view row = cut(environment, '\0');
    if (row.starts_with(name)) return std::string(row.substr(name.size()));
  }
  return {};
}

// proc(5): the name stands in parentheses and may hold any byte, so the last ')' ends it.
bool take_stat(std::string_view stat, Process& process) {
  const std::size_t open = stat.find('('), close = stat.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open)
    return false;
  process.name = stat.substr(open + 1, close - open - 1);
  std::string_view rest = trim(stat.substr(close + 1));
  std::array<std::string_view, 20> fields;  // the third field of the file and those after it
  for (std::string_view& field : fields) field = cut(rest, ' ');
  process.state = fields[0].empty() ? '?' : fields[0][0];
  process.parent = parse_number<pid_t>(fields[1]).value_or(0);
  process.session = parse_number<pid_t>(fields[3]).value_or(0);
  process.has_terminal = fields[4] != "0";
  const auto start = parse_number<std::uint64_t>(fields[19]);
  process.start = start.value_or(0);
  return start.has_value();
}

}  // namespace

std::string Process::command() const {
  return arguments.empty() ? fmt::format("[{}]", name)
                           : fmt::format("{}", fmt::join(arguments, " "));
}

std::optional<Process> read_process(pid_t pid) {
  const std::string place = fmt::format("/proc/{}", pid);
  Process process;
  process.pid = pid;
  struct stat owner{};
  if (::stat(place.c_str(), &owner) != 0) return {};
  process.uid = owner.st_uid;
  if (!take_stat(read_proc(place + "/stat"), process)) return {};
  process.arguments = cut_at_nul(read_proc(place + "/cmdline"));
  process.program = link_target(place + "/exe");
  process.directory = link_target(place + "/cwd");
  process.started_in = variable_in(read_proc(place + "/environ"), "PWD=");
  return process;
}

std::vector<Process> read_processes() {
  std::vector<Process> all;
  const auto close_stream = [](DIR* stream) { ::closedir(stream); };
  const std::unique_ptr<DIR, decltype(close_stream)> stream(::opendir("/proc"));
  if (!stream) return all;
  while (const dirent* entry = ::readdir(stream.get()))
    if (const auto pid = parse_number<pid_t>(entry->d_name))
      if (auto process = read_process(*pid)) all.push_back(*std::move(process));
  return all;
}

Result<Fd> open_process(const Process& process) {
  Fd fd(static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0)));
  if (!fd)
    return std::unexpected(errno_error("open process", fmt::format("{}", process.pid), errno));
  // The descriptor holds whoever has the pid now: only after that is it asked who that is.
  const auto now = read_process(process.pid);
  if (!now || now->start != process.start || now->uid != process.uid)
    return fail(Error::Kind::gone, fmt::format("process {} ended", process.pid));
  return fd;
}

Result<> signal_process(const Fd& process, int signal) {
  if (::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) != 0)
    return std::unexpected(errno_error("signal", "a process", errno));
  return {};
}

std::string boot_id() { return std::string(trim(read_proc("/proc/sys/kernel/random/boot_id"))); }

}  // namespace queuehound
