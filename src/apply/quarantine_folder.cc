#include "apply/quarantine_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <span>
#include <thread>
#include <utility>

#include "base/root_walk.h"
#include "base/text.h"
#include "survey/quarantine_listing.h"

namespace queuehound {
namespace {

constexpr std::chrono::seconds kPatience{30};  // for another of us

std::unexpected<Error> fail_errno(std::string_view what, std::string_view where) {
  const int error_number = errno;
  return std::unexpected(errno_error(what, to_printable(where), error_number));
}

// A directory that can be listed and flushed; no link anywhere below `top` is followed.
Result<Fd> open_below(int top, std::string_view path) {
  const Fd found = open_path_in_root(top, path, LinkRule::refuse);
  if (!found) return fail_errno("open", path);
  Fd directory(::openat(found.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return fail_errno("open", path);
  return directory;
}

Result<struct stat> status_of(const Fd& directory, std::string_view name) {
  struct stat status;
  if (::fstat(directory.get(), &status) != 0) return fail_errno("stat", name);
  return status;
}

Result<> flush(const Fd& directory, std::string_view name) {
  if (directory && ::fsync(directory.get()) != 0) return fail_errno("write to disk", name);
  return {};
}

Result<> take_turn(const Fd& folder) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return fail_errno("lock", kQuarantineName);
    if (std::chrono::steady_clock::now() > end)
      return fail(Error::Kind::refused,
                  "another queuehound is moving messages; try again when it is through");
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return {};
}

// Ours and nobody else's: what is moved here is mail.
Result<> check_ours(const Fd& directory, std::string_view name) {
  const struct stat status = TRY(status_of(directory, name));
  if (status.st_uid == ::geteuid() && (status.st_mode & 07777) == 0700) return {};
  return fail(Error::Kind::refused,
              to_printable(name) + " is not a folder that only we can enter: not used");
}

std::string parent_of(std::string_view place) {
  const std::size_t slash = place.rfind('/');
  return slash == place.npos ? std::string(".") : std::string(place.substr(0, slash));
}

std::string batch_place(std::string_view batch, std::string_view place) {
  return std::string(batch) + "/" + folder_of_place(place);
}

// No such directory is an empty descriptor.
Result<Fd> open_if_there(int top, std::string_view path) {
  auto directory = open_below(top, path);
  if (!directory && directory.error().kind == Error::Kind::gone) return Fd();
  return directory;
}

}  // namespace

QuarantineFolder::QuarantineFolder(Fd spool, Fd folder, std::string path)
    : spool_(std::move(spool)), folder_(std::move(folder)), path_(std::move(path)) {}

Result<QuarantineFolder> QuarantineFolder::open(const RootDir& root, std::string_view spool,
                                                IfMissing missing) {
  Fd directory = TRY(root.open_directory(spool));
  QuarantineFolder made(std::move(directory), Fd(), std::string(spool));
  if (missing == IfMissing::make)
    made.folder_ = TRY(made.make_directory(made.spool_.get(), kQuarantineName));
  else
    made.folder_ = TRY(open_below(made.spool_.get(), kQuarantineName));
  TRY(check_ours(made.folder_, kQuarantineName));
  TRY(take_turn(made.folder_));
  return made;
}

// There or made.
Result<Fd> QuarantineFolder::make_directory(int parent, std::string_view name) const {
  const std::string text(name);
  const bool is_new = ::mkdirat(parent, text.c_str(), 0700) == 0;
  if (!is_new && errno != EEXIST) return fail_errno("make the folder " + text + " in", path_);
  Fd directory = TRY(open_below(parent, text));
  // A umask may have taken away what we need.
  if (is_new && ::fchmod(directory.get(), 0700) != 0) return fail_errno("chmod", text);
  return directory;
}

Result<> QuarantineFolder::make_batch(std::string_view batch,
                                      const std::vector<std::string>& places) const {
  const Fd folder = TRY(make_directory(folder_.get(), batch));
  TRY(check_ours(folder, batch));
  for (const std::string& place : places) {
    TRY(make_directory(folder.get(), folder_of_place(place)));
    const std::string log = log_place_of(place);
    if (!log.empty() && TRY(open_if_there(spool_.get(), log)))
      TRY(make_directory(folder.get(), folder_of_place(log)));
  }
  // From the inside out: what is moved must never hang on a name that a power cut forgets.
  TRY(flush(folder, batch));
  TRY(flush(folder_, kQuarantineName));
  return flush(spool_, path_);
}

// With the owner and mode of the directory above, which is Exim's.
Result<> QuarantineFolder::make_queue_place(std::string_view place) const {
  if (open_path_in_root(spool_.get(), place, LinkRule::refuse)) return {};
  if (errno != ENOENT) return fail_errno("open", place);
  const std::string above = parent_of(place);
  if (above != ".") TRY(make_queue_place(above));
  const Fd parent = TRY(open_below(spool_.get(), above));
  const struct stat like = TRY(status_of(parent, above));
  const std::string name(place.substr(above == "." ? 0 : above.size() + 1));
  if (::mkdirat(parent.get(), name.c_str(), 0700) != 0)
    return errno == EEXIST ? Result<>{} : fail_errno("make the directory", place);
  const Fd made = TRY(open_below(parent.get(), name));
  if (::fchown(made.get(), like.st_uid, like.st_gid) != 0 ||
      ::fchmod(made.get(), like.st_mode & 07777) != 0)
    return fail_errno("give to Exim", place);
  return flush(parent, above);
}

Result<Lane> QuarantineFolder::open_lane(std::string_view batch, std::string_view place,
                                         Direction direction) const {
  const std::string log = log_place_of(place);
  const bool is_back = direction == Direction::back;
  Lane lane;
  lane.held = TRY(open_below(folder_.get(), batch_place(batch, place)));
  if (!log.empty()) lane.held_log = TRY(open_if_there(folder_.get(), batch_place(batch, log)));
  if (is_back) TRY(make_queue_place(place));
  if (is_back && lane.held_log) TRY(make_queue_place(log));
  lane.queue = TRY(open_below(spool_.get(), place));
  if (!log.empty()) lane.queue_log = TRY(open_if_there(spool_.get(), log));
  lane.owner = TRY(status_of(lane.queue, place)).st_uid;
  return lane;
}

Result<> QuarantineFolder::remove_message(std::string_view batch, std::string_view place,
                                          const MessageId& id) const {
  const std::string log = log_place_of(place);
  const Fd logs = TRY(open_if_there(folder_.get(), batch_place(batch, log)));
  const Fd files = TRY(open_below(folder_.get(), batch_place(batch, place)));
  struct Row {
    int directory;
    char letter;
  };
  const std::array<Row, 4> rows{
      {{logs.get(), '\0'}, {files.get(), 'J'}, {files.get(), 'D'}, {files.get(), 'H'}}};
  for (const Row& row : rows) {
    if (row.directory < 0) continue;
    const SpoolName name(id, row.letter);
    if (::unlinkat(row.directory, name.c_str(), 0) != 0 && errno != ENOENT)
      return fail_errno("remove", name.text());
  }
  return {};
}

Result<> QuarantineFolder::remove_if_empty(std::string_view batch) const {
  const auto folder = open_below(folder_.get(), batch);
  if (!folder && folder.error().kind == Error::Kind::gone) return {};
  if (!folder) return std::unexpected(folder.error());
  const auto top = TRY(RootDir::open("/proc/self/fd/" + std::to_string(folder->get())));
  for (const DirectoryEntry& entry : TRY(top.list(".")))
    if (::unlinkat(folder->get(), entry.name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOTEMPTY &&
        errno != EEXIST && errno != ENOTDIR && errno != ENOENT)
      return fail_errno("remove", entry.name);
  const std::string name(batch);
  if (::unlinkat(folder_.get(), name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOTEMPTY &&
      errno != EEXIST && errno != ENOENT)
    return fail_errno("remove", batch);
  return flush(folder_, kQuarantineName);
}

Result<> flush_lane(const Lane& lane, Direction direction) {
  const bool is_out = direction == Direction::out;
  const std::array<const Fd*, 4> order{
      is_out ? &lane.held : &lane.queue, is_out ? &lane.held_log : &lane.queue_log,
      is_out ? &lane.queue : &lane.held, is_out ? &lane.queue_log : &lane.held_log};
  for (const Fd* directory : order) TRY(flush(*directory, "a directory of the queue"));
  return {};
}

}  // namespace queuehound
