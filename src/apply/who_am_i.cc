#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>

#include "apply/journal.h"
#include "base/text.h"

namespace queuehound {
namespace {

std::string name_of(uid_t uid) {
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 16384> buffer{};
  if (::getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    return found->pw_name;
  return fmt::format("uid {}", uid);
}

std::string terminal_name() {
  for (const int fd : {STDIN_FILENO, STDERR_FILENO, STDOUT_FILENO}) {
    std::array<char, 256> name{};
    if (::ttyname_r(fd, name.data(), name.size()) != 0) continue;
    const std::string_view path = name.data();
    return std::string(path.starts_with("/dev/") ? path.substr(5) : path);
  }
  return {};
}

}  // namespace

std::string who_am_i() {
  const std::string self = name_of(::getuid());
  const char* behind = ::getenv("SUDO_USER");  // NOLINT(concurrency-mt-unsafe): no threads here
  std::string who = behind != nullptr && behind != self
                        ? fmt::format("{} ({})", to_printable(behind), self)
                        : self;
  if (const std::string terminal = terminal_name(); !terminal.empty()) who += " on " + terminal;
  return who;
}

}  // namespace queuehound
