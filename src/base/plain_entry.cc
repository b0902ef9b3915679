#include "base/plain_entry.h"

namespace queuehound {
namespace {

struct Entry {
  RootDir folder;
  std::string_view name;
};

Result<Entry> find_entry(const RootDir& root, std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const Fd folder = TRY(root.open_directory(slash == path.npos ? "." : path.substr(0, slash + 1)));
  // RootDir's rules for files (no fifo, no device) hold there, too.
  return Entry{TRY(RootDir::open("/proc/self/fd/" + std::to_string(folder.get()))),
               path.substr(slash + 1)};
}

}  // namespace

Result<Fd> open_plain_file(const RootDir& root, std::string_view path) {
  const Entry entry = TRY(find_entry(root, path));
  return entry.folder.open_file(entry.name, RootDir::Links::refuse);
}

Result<std::string> read_plain_file(const RootDir& root, std::string_view path, std::size_t limit) {
  const Entry entry = TRY(find_entry(root, path));
  return entry.folder.read_file(entry.name, limit, RootDir::Links::refuse);
}

Result<std::vector<DirectoryEntry>> list_plain_folder(const RootDir& root, std::string_view path) {
  const Entry entry = TRY(find_entry(root, path));
  return entry.folder.list(entry.name, RootDir::Links::refuse);
}

}  // namespace queuehound
