#include "survey/file_hash.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/fd.h"
#include "base/sha256.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{8} << 30;
constexpr std::size_t kBlock = 256u << 10;

Result<> hash_file(const RootDir& root, FileHash& file) {
  const Fd opened = TRY(root.open_file(file.path));
  struct stat status{};
  if (::fstat(opened.get(), &status) != 0)
    return std::unexpected(errno_error("look at", file.path, errno));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kMostBytes) return fail(Error::Kind::refused, "larger than 8 GiB");
  Sha256 hash;
  std::vector<char> block(kBlock);
  while (file.bytes < size) {
    const auto wanted = std::min<std::uint64_t>(block.size(), size - file.bytes);
    const ssize_t got = ::pread(opened.get(), block.data(), static_cast<std::size_t>(wanted),
                                static_cast<off_t>(file.bytes));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::unexpected(errno_error("read", file.path, errno));
    if (got == 0) break;  // cut short meanwhile
    hash.add({block.data(), static_cast<std::size_t>(got)});
    file.bytes += static_cast<std::uint64_t>(got);
  }
  file.sha256 = hash.hex();
  return {};
}

}  // namespace

std::vector<FileHash> hash_files(const RootDir& root, const std::vector<std::string>& paths) {
  std::vector<FileHash> files;
  for (const std::string& path : paths) {
    FileHash file{.path = path};
    if (const auto done = hash_file(root, file); !done) file.error = done.error().text;
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace queuehound
