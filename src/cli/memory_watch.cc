#include "cli/memory_watch.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "base/fd.h"
#include "base/text.h"

namespace queuehound {
namespace {

constexpr unsigned kEach = 16;

}  // namespace

// What RLIMIT_DATA counts: the sixth number of statm, in pages.
std::uint64_t memory_in_use() {
  const Fd file(::open("/proc/self/statm", O_RDONLY | O_CLOEXEC));
  std::array<char, 128> text;
  const ssize_t got = ::read(file.get(), text.data(), text.size());
  std::string_view rest(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  for (int i = 0; i < 5; ++i) cut(rest, ' ');
  const auto pages = parse_number<std::uint64_t>(cut(rest, ' '));
  return pages.value_or(0) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

bool MemoryWatch::is_near() {
  if (limit_ == 0) return false;
  if (is_near_.load(std::memory_order_relaxed)) return true;
  if (asked_.fetch_add(1, std::memory_order_relaxed) % kEach != 0) return false;
  // A table that doubles needs three times its size for a moment, and judging needs some too.
  if (memory_in_use() > in_use_ + (limit_ - std::min(limit_, in_use_)) / 3) is_near_ = true;
  return is_near_;
}

}  // namespace queuehound
