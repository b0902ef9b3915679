#include "apply/mailman.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/run_program.h"
#include "base/text.h"
#include "host/tree.h"
#include "mail/address.h"

namespace queuehound {
namespace {

constexpr std::string_view kMark = "queuehound emergency=";
constexpr std::chrono::seconds kMailmanLimit{60};

// Mailman 2.1: where its lists and its programs lie together.
struct Mailman2Place {
  std::string_view lists, program;
};
constexpr std::array kMailman2{
    Mailman2Place{"/usr/local/cpanel/3rdparty/mailman/lists",
                  "/usr/local/cpanel/3rdparty/mailman/bin/config_list"},
    Mailman2Place{"/var/lib/mailman/lists", "/var/lib/mailman/bin/config_list"},
    Mailman2Place{"/var/lib/mailman/lists", "/usr/lib/mailman/bin/config_list"},
    Mailman2Place{"/var/lib/mailman/lists", "/usr/sbin/config_list"},
    Mailman2Place{"/usr/local/mailman/lists", "/usr/local/mailman/bin/config_list"},
};
struct Mailman3Place {
  std::string_view data, program;
};
constexpr std::array kMailman3{
    Mailman3Place{"/var/lib/mailman3/data", "/usr/lib/mailman3/bin/mailman"},
    Mailman3Place{"/var/lib/mailman3/data", "/usr/bin/mailman"},
    Mailman3Place{"/opt/mailman/mm/var", "/opt/mailman/mm/bin/mailman"},
    Mailman3Place{"/opt/mailman/mm/var", "/opt/mailman/venv/bin/mailman"},
    Mailman3Place{"/opt/mailman/var", "/opt/mailman/venv/bin/mailman"},
};
constexpr std::string_view kMailman3Config = "/etc/mailman3/mailman.cfg";

bool is_program(const LiveServer& live, std::string_view path) {
  const auto status = live.root.stat(path);
  return status && S_ISREG(status->st_mode) && (status->st_mode & 0111) != 0;
}

// "" where nobody known owns it.
std::string owner_of(const LiveServer& live, std::string_view path) {
  const auto status = live.root.stat(path);
  const Account* owner = status ? live.server.account_by_uid(status->st_uid) : nullptr;
  return owner == nullptr ? std::string() : owner->name;
}

// A name that is no option, no path and no pattern to any program.
bool is_safe(std::string_view part) {
  return !part.empty() && part.size() <= 255 && part.front() != '-' && part.front() != '.' &&
         std::ranges::all_of(part, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  std::string_view("._+-").contains(c);
         });
}

Result<ProgramResult> run_as_owner(const ManagedList& list, std::vector<std::string> arguments,
                                   std::string input = {}) {
  const std::string runuser = find_program({"/usr/sbin/runuser", "/sbin/runuser"});
  if (runuser.empty()) return fail(Error::Kind::refused, "there is no runuser on this server");
  std::vector<std::string> all{runuser, "-u", list.user, "--", list.program};
  all.insert(all.end(), std::make_move_iterator(arguments.begin()),
             std::make_move_iterator(arguments.end()));
  ProgramResult done = TRY(run_program(
      {.arguments = std::move(all), .input = std::move(input), .limit = kMailmanLimit}));
  if (done.status == 0) return done;
  // Usage comes first, and what is wrong last.
  std::string_view why = trim(done.errors.empty() ? done.output : done.errors);
  why = why.substr(why.rfind('\n') + 1);
  if (why.contains("No such list"))
    return fail(Error::Kind::refused,
                fmt::format("Mailman as {} finds it does not know the list {}: where it runs with "
                            "other settings (-C), set emergency moderation in its own pages",
                            list.program, list.name));
  return fail(Error::Kind::failed, fmt::format("{} failed (status {}): {}", list.program,
                                               done.status, to_printable(why.substr(0, 400))));
}

Result<std::string> ask_shell(const ManagedList& list, std::string_view statements) {
  std::vector<std::string> arguments;
  if (::access(std::string(kMailman3Config).c_str(), F_OK) == 0)
    arguments = {"-C", std::string(kMailman3Config)};
  arguments.insert(arguments.end(), {"shell", "-l", list.name});
  const std::string script =
      std::string(statements) + fmt::format("print(\"{}%s\" % m.emergency)\n", kMark);
  const ProgramResult done = TRY(run_as_owner(list, std::move(arguments), script));
  const std::size_t mark = done.output.rfind(kMark);
  if (mark == std::string::npos)
    return fail(Error::Kind::refused, "Mailman does not know the list " + list.name);
  std::string_view value = std::string_view(done.output).substr(mark + kMark.size());
  return std::string(trim(value.substr(0, value.find('\n'))));
}

Result<std::string> read_config_list(const ManagedList& list) {
  const ProgramResult done = TRY(run_as_owner(list, {"-o", "-", list.name}));
  std::string value;
  for_each_line(done.output, [&](std::string_view line) {
    if (cut(line, '=') == "emergency ") value = trim(line);
  });
  if (value.empty())
    return fail(Error::Kind::refused,
                "config_list does not say whether " + list.name + " is in emergency moderation");
  return value;
}

// It reads a file of assignments; those that are not in it stay. The list's user must be able to
// read it, and there is nothing secret in it.
Result<void> write_config_list(const ManagedList& list, std::string_view value) {
  std::string path = "/tmp/queuehound.XXXXXX";
  const Fd file(::mkostemp(path.data(), O_CLOEXEC));
  if (!file) return std::unexpected(errno_error("create", path, errno));
  const std::string text = fmt::format("emergency = {}\n", value);
  const bool written =
      ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fchmod(file.get(), 0644) == 0;
  const int error_number = errno;
  const auto done = written ? run_as_owner(list, {"-i", path, list.name})
                            : Result<ProgramResult>(std::unexpected(Error{}));
  ::unlink(path.c_str());
  if (!written) return std::unexpected(errno_error("write", path, error_number));
  if (!done) return std::unexpected(done.error());
  return {};
}

}  // namespace

bool means_on(std::string_view value) { return value != "0" && value != "False"; }

Result<ManagedList> find_managed_list(const LiveServer& live, std::string_view address) {
  const auto [local, domain] = split_address(address);
  const bool is_known = std::ranges::find(live.server.lists, address, &MailingList::address) !=
                        live.server.lists.end();
  if (!is_safe(local) || !is_safe(domain))
    return fail(Error::Kind::refused, to_printable(address) + " is no name of a list");
  for (const Mailman2Place& place : kMailman2) {
    if (!is_program(live, place.program)) continue;
    for (const std::string& name : {fmt::format("{}_{}", local, domain), std::string(local)}) {
      const std::string config = fmt::format("{}/{}/config.pck", place.lists, name);
      // A bare name may be another domain's list.
      if (!live.root.exists(config) || (name == local && !is_known)) continue;
      return ManagedList{2, std::string(place.program), owner_of(live, place.lists), name};
    }
  }
  for (const Mailman3Place& place : kMailman3) {
    if (!is_program(live, place.program) || !live.root.exists(place.data)) continue;
    return ManagedList{3, std::string(place.program), owner_of(live, place.data),
                       std::string(address)};
  }
  return fail(
      Error::Kind::refused,
      fmt::format("{} is no list of Mailman's: where Exim expands a file of addresses, take "
                  "the address out of its aliases, or hold who posts to it (hold_account)",
                  address));
}

Result<std::string> read_emergency(const ManagedList& list) {
  if (list.user.empty() || list.user == "root")
    return fail(Error::Kind::refused, "nobody can say which user runs Mailman here");
  return list.mailman == 2 ? read_config_list(list) : ask_shell(list, "");
}

Result<void> set_emergency(const ManagedList& list, std::string_view value) {
  if (list.mailman == 2) return write_config_list(list, value);
  const std::string now = TRY(ask_shell(list, means_on(value) ? "m.emergency = True\ncommit()\n"
                                                              : "m.emergency = False\ncommit()\n"));
  if (means_on(now) != means_on(value))
    return fail(Error::Kind::failed, "Mailman did not take it: emergency is " + to_printable(now));
  return {};
}

}  // namespace queuehound
