#include "cli/parse_input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "base/text.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"

namespace queuehound {
namespace {

constexpr std::size_t kRoom = 64u << 10;
constexpr std::size_t kLargestSpoolFile = 64u << 20;

ssize_t read_some(int file, char* out, std::size_t room) {
  ssize_t got;
  do {
    got = ::read(file, out, room);
  } while (got < 0 && errno == EINTR);
  return got;
}

// Cuts what a pipe brings into lines.
class PipeCutter {
 public:
  PipeCutter(const UseLine& use, const UseLongLine& use_long) : use_(use), use_long_(use_long) {}

  bool take(std::string_view bytes) {
    for (std::size_t end = bytes.find('\n'); end != bytes.npos; end = bytes.find('\n')) {
      keep(bytes.substr(0, end));
      if (!hand_out()) return false;
      bytes.remove_prefix(end + 1);
    }
    keep(bytes);
    return true;
  }
  void finish() {
    if (!pending_.empty() || is_too_long_) (void)hand_out();
  }

 private:
  void keep(std::string_view part) {
    if (pending_.empty() && !is_too_long_)  // what a crash or copytruncate left
      part.remove_prefix(std::min(part.find_first_not_of('\0'), part.size()));
    is_too_long_ = is_too_long_ || pending_.size() + part.size() > kMaxLine;
    if (is_too_long_)
      pending_.clear();
    else
      pending_ += part;
  }
  bool hand_out() {
    const bool goes_on = is_too_long_ ? use_long_() : use_(pending_);
    is_too_long_ = false;
    pending_.clear();
    return goes_on;
  }

  const UseLine& use_;
  const UseLongLine& use_long_;
  std::string pending_;
  bool is_too_long_ = false;
};

Result<InputRead> read_pipe(int file, const UseLine& use, const UseLongLine& use_long,
                            const std::function<void()>& after_block) {
  PipeCutter cutter(use, use_long);
  std::string room(kRoom, '\0');
  for (bool is_first = true;; is_first = false) {
    const ssize_t got = read_some(file, room.data(), room.size());
    if (got < 0) return std::unexpected(errno_error("read", "standard input", errno));
    const std::string_view bytes(room.data(), static_cast<std::size_t>(got));
    if (is_first && form_of(bytes) != LogForm::text)
      return fail(Error::Kind::refused,
                  "what comes in on the pipe is compressed\n  name the file, or unpack it first");
    if (got == 0) break;
    if (!cutter.take(bytes)) return InputRead{};
    after_block();
  }
  cutter.finish();
  return InputRead{};
}

}  // namespace

Result<InputRead> read_input_lines(int file, const UseLine& use, const UseLongLine& use_long,
                                   const std::function<void()>& after_block) {
  struct stat status;
  if (::fstat(file, &status) != 0)
    return std::unexpected(errno_error("look at", "the input", errno));
  if (!S_ISREG(status.st_mode)) return read_pipe(file, use, use_long, after_block);
  const Fd own(::dup(file));
  bool goes_on = true;
  std::uint64_t told = 0;
  const auto tell_long = [&](std::uint64_t lines) {
    for (told += lines; goes_on && lines > 0; --lines) goes_on = use_long();
  };
  const auto summary =
      TRY(read_lines(own, detect_form(own), 0, UINT64_MAX, [&](const LineBlock& block) {
        tell_long(block.long_lines_before);
        for_each_line(block.text, [&](std::string_view line) { goes_on = goes_on && use(line); });
        after_block();
        return goes_on;
      }));
  tell_long(summary.oversized - std::min(told, summary.oversized));
  return InputRead{.ends_early = summary.was_truncated};
}

namespace {

// What a shell hands over already open, as in `parse <(zgrep x mainlog.*)`: the number of
// "/dev/fd/63". Opened by its name it would be a link, which no log may be.
std::optional<int> handed_over(std::string_view path) {
  if (path == "-" || path == "/dev/stdin") return STDIN_FILENO;
  constexpr std::string_view kPlace = "/dev/fd/";
  return path.starts_with(kPlace) ? parse_number<int>(path.substr(kPlace.size())) : std::nullopt;
}

}  // namespace

Result<InputFile> open_input(const RootDir& root, const std::string& path) {
  InputFile input;
  input.modified = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  if (const auto number = handed_over(path)) {
    input.file = Fd(::dup(*number));
    if (!input.file) return std::unexpected(errno_error("open", path, errno));
    return input;
  }
  input.file = TRY(root.open_file(root.typed_path(path)));
  struct stat status;
  if (::fstat(input.file.get(), &status) == 0) input.modified = Time(seconds(status.st_mtime));
  return input;
}

Result<std::string> read_input_whole(int file) {
  std::string bytes, room(kRoom, '\0');
  for (;;) {
    const ssize_t got = read_some(file, room.data(), room.size());
    if (got < 0) return std::unexpected(errno_error("read", "the input", errno));
    if (got == 0) return bytes;
    bytes.append(room, 0, static_cast<std::size_t>(got));
    if (bytes.size() > kLargestSpoolFile)
      return fail(Error::Kind::refused, "larger than 64 MiB: no -H file of Exim's");
  }
}

}  // namespace queuehound
