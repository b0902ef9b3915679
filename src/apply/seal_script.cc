// The script that sends: neither readable nor runnable for anybody but root, and nothing of it
// lost.
//
// Three things make it stop: owner root (its owner could otherwise undo the next step), mode 000
// (a PHP pool or a shell opens it at each run), and a moved modification time with a reload of the
// web server (mod_php runs what its opcode cache holds as long as that time stands still, whatever
// the mode is).
#include "apply/seal_script.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

#include "apply/file_state.h"
#include "apply/owned_path.h"
#include "apply/web_reload.h"
#include "base/text.h"

namespace queuehound {
namespace {

struct Sealed {  // the file a record is about, found again
  Fd fd;
  Record now;
};

bool is_any_of(const std::string& value, std::initializer_list<std::string_view> allowed) {
  return std::ranges::find(allowed, value) != allowed.end();
}

// Wherever act or undo was cut off, owner and mode are each the old or the new ones. chown clears
// set-uid bits, so an old mode may have lost them.
bool is_between(const Record& before, const Record& now) {
  const std::string mode = value_in(before, "mode");
  const std::string without_bits = "0" + mode.substr(1);
  return is_any_of(value_in(now, "uid"), {"0", value_in(before, "uid")}) &&
         is_any_of(value_in(now, "gid"), {"0", value_in(before, "gid")}) &&
         is_any_of(value_in(now, "mode"), {"0000", mode, without_bits});
}

Result<Sealed> find_again(const LiveServer& live, const Record& before) {
  const std::string path = value_in(before, "path");
  const std::string shown = to_printable(path);
  auto opened = live.root.open_file(path, RootDir::Links::refuse);
  if (!opened && opened.error().kind == Error::Kind::gone)
    return fail(Error::Kind::refused, shown + " is gone: removed or renamed since");
  Sealed sealed{TRY(std::move(opened)), {}};
  sealed.now = TRY(read_file_state(sealed.fd.get(), path));
  if (!difference_in(before, sealed.now, {"device", "inode"}).empty())
    return fail(Error::Kind::refused,
                "a new file stands in the place of " + shown +
                    ": it came back, and is not sealed (queuehound scan judges it)");
  return sealed;
}

// What stands in the way of acting or undoing; "" where nothing does.
std::string changes_since(const Record& before, const Record& now) {
  std::string lines = difference_in(before, now, {"size", "sha256"});
  if (!is_between(before, now)) {
    const Record sealed{{"uid", "0"}, {"gid", "0"}, {"mode", "0000"}};
    lines += difference_in(sealed, now, {"uid", "gid", "mode"});
  }
  return lines;
}

Error changed_error(const Record& before, const std::string& lines) {
  std::string_view rest = lines;
  std::string text = fmt::format("{} changed since", to_printable(value_in(before, "path")));
  while (!rest.empty()) text += fmt::format("; {}", cut(rest, '\n'));
  return {Error::Kind::refused, text};
}

// Root's and mode 000, by our hand or by somebody's who read `plan --shell`.
bool is_sealed_already(const LiveServer& live, const std::string& path) {
  const auto status = live.root.lstat(path);
  return status && status->st_uid == 0 && (status->st_mode & 07777) == 0;
}

Result<Record> prepare(const LiveServer& live, const Action& action) {
  if (is_sealed_already(live, path_without_links(live.server, action.target)))
    return fail(Error::Kind::refused,
                to_printable(action.target) + " is disabled already: owner root, mode 000");
  const OwnedFile file = TRY(open_owned_file(live, action.target));
  Record before = TRY(read_file_state(file.fd.get(), file.path));
  before["path"] = file.path;
  const auto uid = parse_number<std::uint32_t>(value_in(before, "uid"));
  const Account* owner = uid ? live.server.account_by_uid(*uid) : nullptr;
  before["owner"] = owner != nullptr ? owner->name : value_in(before, "uid");
  // Its name in the directory must still be the file that was opened: names can be swapped.
  (void)TRY(find_again(live, before));
  return before;
}

std::unexpected<Error> fail_errno(std::string_view what, const Record& before) {
  const int error_number = errno;
  return std::unexpected(errno_error(what, to_printable(value_in(before, "path")), error_number));
}

// Later than any moment an opcode cache may have seen: caches compare whole seconds.
timespec later_than(const Record& before) {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  std::string_view rest{};
  const std::string text = value_in(before, "mtime");
  rest = text;
  const auto old = parse_number<std::int64_t>(cut(rest, '.')).value_or(0);
  if (now.tv_sec <= old) now.tv_sec = old + 1;
  return now;
}

Result<Record> act(const LiveServer& live, const Action&, const Record& before,
                   const NoteProgress&) {
  Sealed sealed = TRY(find_again(live, before));
  if (const std::string lines = changes_since(before, sealed.now); !lines.empty())
    return std::unexpected(changed_error(before, lines));
  const int fd = sealed.fd.get();
  const bool was_locked = TRY(lift_attributes(fd, value_in(before, "path")));
  if (::fchown(fd, 0, 0) != 0) return fail_errno("take over", before);
  if (::fchmod(fd, 0) != 0) return fail_errno("close", before);
  const std::array<timespec, 2> times{timespec{0, UTIME_OMIT}, later_than(before)};
  if (::futimens(fd, times.data()) != 0) return fail_errno("move the time of", before);
  if (::fsync(fd) != 0) return fail_errno("sync", before);
  const std::string reload = words_of(reload_web_servers());
  std::string text =
      fmt::format("sealed {}, was {} {}, sha256 {}…", to_printable(value_in(before, "path")),
                  value_in(before, "mode"), to_printable(value_in(before, "owner")),
                  value_in(before, "sha256").substr(0, 12));
  if (was_locked) text += "; its chattr +i was lifted";
  if (!reload.empty()) text += "; " + reload;
  return Record{{"text", text}, {"reload", reload}};
}

Result<std::string> verify(const LiveServer& live, const Action&, const Record& before,
                           const Record&) {
  const auto sealed = find_again(live, before);
  if (!sealed && sealed.error().text.ends_with("since"))  // nobody can run what is not there
    return sealed.error().text;
  if (!sealed) return std::unexpected(sealed.error());
  const Record closed{{"uid", "0"}, {"gid", "0"}, {"mode", "0000"}};
  const std::string lines = difference_in(closed, sealed->now, {"uid", "gid", "mode"});
  if (!lines.empty()) return std::unexpected(changed_error(before, lines));
  return "owner root, mode 000";
}

Result<Undone> undo(const LiveServer& live, const Action&, const Record& before, const Record&,
                    const UndoOptions& options) {
  Sealed sealed = TRY(find_again(live, before));  // another file is never given away, even by force
  const std::string lines = changes_since(before, sealed.now);
  if (!lines.empty() && !options.force) return std::unexpected(changed_error(before, lines));
  struct stat found{};
  if (::fstat(sealed.fd.get(), &found) != 0) return fail_errno("look at", before);
  if (found.st_nlink != 1 && !options.force)
    return fail(Error::Kind::refused,
                to_printable(value_in(before, "path")) + " has a second name (a hard link) now");
  TRY(restore_file_state(sealed.fd.get(), value_in(before, "path"), before));
  return fmt::format("restored {}: {} uid {} gid {}, its times and attributes",
                     to_printable(value_in(before, "path")), value_in(before, "mode"),
                     value_in(before, "uid"), value_in(before, "gid"));
}

std::string difference(const LiveServer& live, const Action&, const Record& before, const Record&) {
  const auto sealed = find_again(live, before);
  return sealed ? changes_since(before, sealed->now) : sealed.error().text + "\n";
}

}  // namespace

Doing seal_script_doing() {
  return {ActionKind::seal_script, prepare, act, verify, undo, difference};
}

}  // namespace queuehound
