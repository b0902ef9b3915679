// null_loop INPUT_DIRECTORY...: opens, reads and closes every -H file in the directories (and one
// level below), and does nothing with the bytes: no survey of a queue can be faster than this.
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

unsigned long files = 0, bytes = 0;
char buffer[64 << 10];

void visit(int parent, const char* name, int depth) {
  const int directory = ::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* listing = directory < 0 ? nullptr : ::fdopendir(directory);
  if (listing == nullptr) return;
  std::vector<std::string> headers, folders;
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view text = entry->d_name;
    if (entry->d_type == DT_DIR && depth == 0 && text.size() == 1 && text != ".")
      folders.emplace_back(text);
    if (text.ends_with("-H")) headers.emplace_back(text);
  }
  for (const std::string& header : headers) {
    const int file = ::openat(directory, header.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) continue;
    const ssize_t got = ::read(file, buffer, sizeof buffer);
    if (got > 0) bytes += static_cast<unsigned long>(got);
    ::close(file);
    ++files;
  }
  for (const std::string& folder : folders) visit(directory, folder.c_str(), depth + 1);
  ::closedir(listing);
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) visit(AT_FDCWD, arguments[i], 0);
  std::printf("%lu files, %lu bytes\n", files, bytes);
  return 0;
}
