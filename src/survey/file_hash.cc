#include "survey/file_hash.h"

#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "base/fd.h"
#include "base/sha256.h"

namespace queuehound {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{8} << 30;

Result<> hash_file(const RootDir& root, FileHash& file) {
  const Fd opened = TRY(root.open_file(file.path));
  struct stat status{};
  if (::fstat(opened.get(), &status) != 0)
    return std::unexpected(errno_error("look at", file.path, errno));
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > kMostBytes) return fail(Error::Kind::refused, "larger than 8 GiB");
  // What is appended meanwhile belongs to the next time.
  auto [sha256, bytes] = TRY(sha256_of_file(opened.get(), file.path, size));
  file.sha256 = std::move(sha256);
  file.bytes = bytes;
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
