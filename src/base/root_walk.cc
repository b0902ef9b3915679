#include "base/root_walk.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace queuehound {
namespace {

constexpr int kMaxLinks = 40;    // as in the kernel
constexpr int kMaxRetries = 32;  // openat2 says EAGAIN while somebody renames directories around us

Fd fail_with(int error_number) {
  errno = error_number;
  return {};
}

bool is_link(int fd) {
  struct stat status;
  return ::fstat(fd, &status) == 0 && S_ISLNK(status.st_mode);
}

std::optional<std::string> read_link_of(int fd) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(fd, "", target.data(), target.size());
  if (length < 0) return {};
  return std::string(target.data(), static_cast<std::size_t>(length));
}

// The walk in progress. The directories we came through stay open, so ".." leads back to where we
// were even if somebody moves a directory meanwhile.
class Walk {
 public:
  Walk(int root, std::string_view path, LinkRule rule) : root_(root), rest_(path), rule_(rule) {}

  Fd run() {
    if (rest_.empty()) return fail_with(ENOENT);
    while (!rest_.empty()) {
      if (!step()) return {};
    }
    if (found_) return std::move(found_);
    return Fd(::openat(here(), ".", O_PATH | O_CLOEXEC));
  }

 private:
  int here() const { return trail_.empty() ? root_ : trail_.back().get(); }

  bool step() {
    if (found_) return give_up(ENOTDIR);  // something follows a file
    const std::size_t slash = rest_.find('/');
    const std::string name = rest_.substr(0, slash);
    const bool must_be_directory = slash != std::string::npos;
    rest_ = must_be_directory ? rest_.substr(slash + 1) : std::string{};
    if (name.empty() || name == ".") return true;
    if (name == "..") {
      if (!trail_.empty()) trail_.pop_back();
      return true;
    }
    return enter(name, must_be_directory);
  }

  bool enter(const std::string& name, bool must_be_directory) {
    Fd next(::openat(here(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return false;
    if (is_link(next.get()) && (must_be_directory || rule_ != LinkRule::keep_last)) {
      return follow(next.get(), must_be_directory);
    }
    struct stat status;
    if (::fstat(next.get(), &status) != 0) return false;
    if (S_ISDIR(status.st_mode)) {
      trail_.push_back(std::move(next));
      return true;
    }
    if (must_be_directory) return give_up(ENOTDIR);
    found_ = std::move(next);
    return true;
  }

  bool follow(int link, bool must_be_directory) {
    if (rule_ == LinkRule::refuse || ++links_ > kMaxLinks) return give_up(ELOOP);
    std::optional<std::string> target = read_link_of(link);
    if (!target) return false;
    if (target->empty()) return give_up(ENOENT);
    if (target->front() == '/') trail_.clear();
    if (must_be_directory) target->append("/").append(rest_);
    rest_ = std::move(*target);
    return true;
  }

  static bool give_up(int error_number) {
    errno = error_number;
    return false;
  }

  int root_;
  std::string rest_;
  LinkRule rule_;
  std::vector<Fd> trail_;  // directories from the root down to here
  Fd found_;               // the end of the path where that is no directory
  int links_ = 0;
};

bool is_usable(std::string_view path) {
  // A NUL would cut the path short and name another file.
  return path.find('\0') == std::string_view::npos;
}

}  // namespace

Fd walk_path_in_root(int root, std::string_view path, LinkRule rule) {
  if (!is_usable(path)) return fail_with(EINVAL);
  if (path.size() >= PATH_MAX) return fail_with(ENAMETOOLONG);
  return Walk(root, path, rule).run();
}

Fd open_path_in_root(int root, std::string_view path, LinkRule rule) {
  if (!is_usable(path)) return fail_with(EINVAL);
  const std::string name(path);
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC | (rule == LinkRule::keep_last ? O_NOFOLLOW : 0);
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS |
                (rule == LinkRule::refuse ? RESOLVE_NO_SYMLINKS : 0);
  for (int attempt = 0; attempt < kMaxRetries; ++attempt) {
    Fd fd(static_cast<int>(::syscall(SYS_openat2, root, name.c_str(), &how, sizeof how)));
    if (fd) return fd;
    if (errno == EAGAIN) continue;
    if (errno == ENOSYS || errno == EPERM) break;
    return {};
  }
  return walk_path_in_root(root, path, rule);
}

}  // namespace queuehound
