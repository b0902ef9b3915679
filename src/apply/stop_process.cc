#include "apply/stop_process.h"

#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "apply/file_state.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr std::string_view kProcess = "process:", kStopped = "stopped:";
constexpr int kRounds = 5;  // a mailer may start another while it is being stopped

// Daemons that work for an account under its own uid: the pool of its site, its shell session's
// server, Exim and Dovecot on delivery. Stopping one of those stops more than a mailer.
constexpr std::array<std::string_view, 14> kDaemons{
    "apache2", "httpd", "nginx",   "php-fpm", "lsphp", "litespeed", "lshttpd",
    "exim",    "exim4", "dovecot", "sshd",    "cron",  "crond",     "systemd"};

std::string base_name(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

bool is_daemon(const Process& process) {
  const std::string program = base_name(process.program);
  return std::ranges::any_of(kDaemons, [&](std::string_view name) {
    return program == name || (name == "php-fpm" && program.starts_with(name)) ||
           (name == "systemd" && program.starts_with(name));
  });
}

bool lies_in(std::string_view path, std::string_view directory) {
  return !directory.empty() && directory != "/" && path.starts_with(directory) &&
         (path.size() == directory.size() || path[directory.size()] == '/');
}

bool names_script(const Process& process, const MailerPlace& place) {
  if (place.script.empty()) return false;
  return std::ranges::any_of(process.arguments, [&](std::string_view word) {
    if (word == place.script) return true;
    // "./mailer.pl" and "mailer.pl": from where it stands or began.
    if (word.starts_with("./")) word.remove_prefix(2);
    for (const std::string& from : {process.directory, process.started_in})
      if (!from.empty() && fmt::format("{}/{}", from, word) == place.script) return true;
    return false;
  });
}

Result<MailerPlace> place_of(const LiveServer& live, const Action& action) {
  const Account* account = live.server.account(action.target);
  if (account == nullptr || account->uid == 0)
    return fail(Error::Kind::refused,
                to_printable(action.target) + " is no account whose programs could be stopped");
  MailerPlace place{account->uid, value_in(action.details, "script"),
                    value_in(action.details, "directory")};
  if (place.directory.empty() && !place.script.empty())
    place.directory = place.script.substr(0, place.script.rfind('/'));
  // A whole home would be every program of the account.
  if (place.directory == account->home || place.directory == account->resolved_home)
    place.directory.clear();
  if (place.directory.empty() && place.script.empty())
    return fail(Error::Kind::refused,
                "which program sends is not known: look at the account's processes by hand");
  return place;
}

bool is_stopped(const Process& process) { return process.state == 'T'; }

// Of the same place, but on a terminal: somebody sits there, most likely who looks into it.
std::string spared_by_terminal(const MailerPlace& place) {
  std::string text;
  const pid_t own_session = ::getsid(0);
  for (Process& process : read_processes()) {
    if (!process.has_terminal || process.session == own_session) continue;
    process.has_terminal = false;
    if (is_mailer(process, place))
      text += fmt::format("{}pid {} ({})", text.empty() ? "" : ", ", process.pid,
                          to_printable(process.command()));
  }
  return text.empty() ? ""
                      : "left running because a terminal belongs to it: " + text +
                            " (kill -STOP PID, if it is the mailer)";
}

std::vector<Process> find_mailers(const MailerPlace& place) {
  std::vector<Process> found;
  const pid_t own_session = ::getsid(0);
  for (Process& process : read_processes())
    if (process.session != own_session && process.pid != ::getpid() && is_mailer(process, place))
      found.push_back(std::move(process));
  return found;
}

void write(Record& record, std::string_view kind, const Process& process) {
  record[fmt::format("{}{}", kind, process.pid)] =
      fmt::format("{} {}", process.start, process.command());
}

// "process:812" → "8271 /usr/bin/perl mailer.pl"
std::optional<Process> parse_row(std::string_view name, std::string_view value, std::uint32_t uid) {
  const auto pid = parse_number<pid_t>(name.substr(name.find(':') + 1));
  const auto start = parse_number<std::uint64_t>(cut(value, ' '));
  if (!pid || !start) return {};
  Process process;
  process.pid = *pid;
  process.start = *start;
  process.uid = uid;
  process.arguments = {std::string(value)};
  return process;
}

std::vector<Process> listed(const Record& record, std::string_view kind, std::uint32_t uid) {
  std::vector<Process> all;
  for (auto at = record.lower_bound(kind); at != record.end() && at->first.starts_with(kind); ++at)
    if (auto process = parse_row(at->first, at->second, uid)) all.push_back(*std::move(process));
  return all;
}

bool is_listed(const std::vector<Process>& list, const Process& process) {
  return std::ranges::any_of(list, [&](const Process& row) {
    return row.pid == process.pid && row.start == process.start;
  });
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  const MailerPlace place = TRY(place_of(live, action));
  Record before{{"boot", boot_id()}, {"uid", fmt::format("{}", place.uid)}};
  std::size_t running = 0;
  for (const Process& process : find_mailers(place)) {
    write(before, is_stopped(process) ? kStopped : kProcess, process);
    running += is_stopped(process) ? 0 : 1;
  }
  if (running == 0) {
    const std::string spared = spared_by_terminal(place);
    return fail(Error::Kind::refused,
                fmt::format("no program of {} runs in {} now{}{}", to_printable(action.target),
                            to_printable(place.directory.empty() ? place.script : place.directory),
                            spared.empty() ? "" : "; ", spared));
  }
  return before;
}

// Whether it was running, and is stopped now.
Result<bool> send(const Process& process, int signal) {
  auto opened = open_process(process);
  if (!opened && (opened.error().kind == Error::Kind::gone ||
                  opened.error().text.ends_with("No such process")))
    return false;
  const Fd fd = TRY(std::move(opened));
  TRY(signal_process(fd, signal));
  return true;
}

// A signal is not a state yet: whether it took is seen a moment later.
bool settles_as_stopped(const Process& process) {
  for (int round = 0; round < 100; ++round) {
    const auto now = read_process(process.pid);
    if (!now || now->start != process.start || now->state == 'Z') return false;
    if (is_stopped(*now)) return true;
    const timespec moment{0, 2'000'000};
    ::nanosleep(&moment, nullptr);
  }
  return false;
}

Result<Record> act(const LiveServer& live, const Action& action, const Record& before,
                   const NoteProgress&) {
  if (value_in(before, "boot") != boot_id())
    return fail(Error::Kind::refused, "the machine was started anew since: none of them runs");
  const MailerPlace place = TRY(place_of(live, action));
  const std::vector<Process> untouched = listed(before, kStopped, place.uid);
  Record after;
  std::size_t stopped = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::size_t fresh = 0;
    for (const Process& process : find_mailers(place)) {
      if (is_listed(untouched, process)) continue;
      const auto [row, is_new] =
          after.emplace(fmt::format("{}{}", kProcess, process.pid),
                        fmt::format("{} {}", process.start, process.command()));
      if (!is_new) continue;
      if (!is_stopped(process) && !TRY(send(process, SIGSTOP))) {
        after.erase(row);
        continue;
      }
      ++fresh;
      stopped += settles_as_stopped(process) ? 1 : 0;
    }
    if (fresh == 0) break;
  }
  after["text"] = stopped == 0 ? "they had ended by themselves"
                               : fmt::format("stopped {} process{} of {}", stopped,
                                             stopped == 1 ? "" : "es", to_printable(action.target));
  if (const std::string spared = spared_by_terminal(place); !spared.empty())
    after["text"] += "; " + spared;
  return after;
}

Result<std::string> verify(const LiveServer& live, const Action& action, const Record& before,
                           const Record&) {
  const MailerPlace place = TRY(place_of(live, action));
  const std::vector<Process> untouched = listed(before, kStopped, place.uid);
  std::string running;
  for (const Process& process : find_mailers(place))
    if (!is_stopped(process) && process.state != 'Z' && !is_listed(untouched, process))
      running += fmt::format("{}pid {}: {}", running.empty() ? "" : ", ", process.pid,
                             to_printable(process.command()));
  if (running.empty()) return "none of them runs";
  return fail(Error::Kind::failed, "running: " + running);
}

// The ones written down; and, where a crash kept the list from being complete, those that stand
// stopped in the same place and did not before.
std::vector<Process> to_continue(const MailerPlace& place, const Record& before,
                                 const Record& after) {
  std::vector<Process> all = listed(before, kProcess, place.uid);
  for (Process& process : listed(after, kProcess, place.uid))
    if (!is_listed(all, process)) all.push_back(std::move(process));
  if (!after.empty()) return all;
  const std::vector<Process> untouched = listed(before, kStopped, place.uid);
  for (Process& process : find_mailers(place))
    if (is_stopped(process) && !is_listed(untouched, process) && !is_listed(all, process))
      all.push_back(std::move(process));
  return all;
}

Result<Undone> undo(const LiveServer& live, const Action& action, const Record& before,
                    const Record& after, const UndoOptions&) {
  if (value_in(before, "boot") != boot_id())
    return "the machine was started anew since: there is nothing to continue";
  const MailerPlace place = TRY(place_of(live, action));
  std::size_t continued = 0;
  for (const Process& process : to_continue(place, before, after))
    continued += TRY(send(process, SIGCONT)) ? 1 : 0;
  if (continued == 0) return "they have ended: there is nothing to continue";
  return fmt::format("{} process{} of {} continued", continued, continued == 1 ? "" : "es",
                     to_printable(action.target));
}

std::string difference(const LiveServer& live, const Action& action, const Record& before,
                       const Record& after) {
  const auto verified = verify(live, action, before, after);
  return verified ? "" : verified.error().text + "\n";
}

}  // namespace

bool is_mailer(const Process& process, const MailerPlace& place) {
  if (process.uid != place.uid || process.state == 'Z' || process.has_terminal ||
      process.arguments.empty() || is_daemon(process))
    return false;
  return lies_in(process.directory, place.directory) ||
         lies_in(process.started_in, place.directory) ||
         lies_in(process.program, place.directory) || names_script(process, place);
}

Doing stop_process_doing() {
  return {ActionKind::stop_process, prepare, act, verify, undo, difference};
}

}  // namespace queuehound
