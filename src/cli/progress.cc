#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/output.h"
#include "report/numbers.h"
#include "report/style.h"

namespace queuehound {
namespace {

using namespace std::chrono_literals;

constexpr auto kBeforeFirst = 500ms;
constexpr auto kBetween = 100ms;
constexpr std::string_view kWipe = "\r\x1b[K";

}  // namespace

std::string progress_line(std::uint64_t bytes, std::uint64_t total, std::string_view what,
                          std::chrono::duration<double> taken, std::size_t width) {
  const double speed = taken.count() > 0 ? static_cast<double>(bytes) / taken.count() : 0;
  std::string figures = size_text(bytes);
  if (total > bytes) figures += " of " + size_text(total);
  figures += fmt::format(", {}/s", size_text(static_cast<std::uint64_t>(speed)));
  if (total > bytes && speed > 0)
    figures += fmt::format(", {:.0f} s left", static_cast<double>(total - bytes) / speed);
  const TextStyle plain{.width = width};
  const std::size_t room = width > figures.size() + 12 ? width - figures.size() - 11 : 1;
  return shorten_end(fmt::format("reading {}  {}", shown(what, plain, room), figures), width - 1,
                     plain);
}

Progress::Progress(bool is_shown, std::size_t width)
    : is_shown_(is_shown), width_(width), started_(Clock::now()), next_(started_ + kBeforeFirst) {}

Progress::~Progress() { finish(); }

void Progress::advance(std::uint64_t bytes, std::uint64_t total, std::string_view what) {
  if (!is_shown_) return;
  const std::scoped_lock lock(mutex_);
  bytes_ += bytes;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kBetween;
  is_on_screen_ = true;
  const std::string line = progress_line(bytes_, total, what, now - started_, width_);
  (void)write_all(STDERR_FILENO, std::string(kWipe) + line);
}

void Progress::finish() {
  const std::scoped_lock lock(mutex_);
  if (is_on_screen_) (void)write_all(STDERR_FILENO, kWipe);
  is_on_screen_ = false;
  next_ = Clock::time_point::max();
}

}  // namespace queuehound
