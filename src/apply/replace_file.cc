#include "apply/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "apply/changed_file.h"

namespace queuehound {
namespace {

struct Place {
  std::string directory, name;
};
Place place_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return {slash == 0 ? "/" : std::string(path.substr(0, slash)),
          std::string(path.substr(slash + 1))};
}

// Its last component only: /etc/nftables.d, /etc/queuehound.
Result<> make_directory(const RootDir& root, const std::string& path) {
  if (root.exists(path)) return {};
  const auto [above, name] = place_of(path);
  const Fd parent = TRY(root.open_directory(above));
  if (::mkdirat(parent.get(), name.c_str(), 0755) != 0 && errno != EEXIST)
    return std::unexpected(errno_error("create", path, errno));
  if (::fsync(parent.get()) != 0) return std::unexpected(errno_error("sync", above, errno));
  return {};
}

}  // namespace

Result<> replace_file(const RootDir& root, std::string_view path, std::string_view bytes,
                      mode_t mode) {
  auto file = ChangedFile::open(root, path);
  if (file) return file->text() == bytes ? Result<>() : file->replace(bytes);
  if (file.error().kind != Error::Kind::gone) return std::unexpected(file.error());
  TRY(make_directory(root, place_of(path).directory));
  return create_file(root, path, bytes, {.mode = mode});
}

Result<> remove_file(const RootDir& root, std::string_view path) {
  const auto [directory, name] = place_of(path);
  const auto folder = root.open_directory(directory);
  if (!folder && folder.error().kind == Error::Kind::gone) return {};
  if (!folder) return std::unexpected(folder.error());
  if (::unlinkat(folder->get(), name.c_str(), 0) != 0)
    return errno == ENOENT ? Result<>() : std::unexpected(errno_error("remove", path, errno));
  if (::fsync(folder->get()) != 0) return std::unexpected(errno_error("sync", directory, errno));
  return {};
}

}  // namespace queuehound
