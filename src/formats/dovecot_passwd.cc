#include "formats/dovecot_passwd.h"

#include "base/text.h"

namespace queuehound {

std::optional<PasswdEntry> find_passwd_entry(std::string_view text, std::string_view user) {
  if (user.empty()) return {};
  while (!text.empty()) {
    const std::string_view line = cut(text, '\n');
    if (line.empty() || line.starts_with(':') || line.starts_with('#')) continue;
    const std::size_t first = line.find(':');
    if (first == line.npos || line.substr(0, first) != user) continue;
    const std::size_t second = line.find(':', first + 1);
    PasswdEntry entry{line, line.substr(0, first), line.substr(first + 1), {}};
    if (second == line.npos) return entry;
    entry.password = line.substr(first + 1, second - first - 1);
    entry.rest = line.substr(second);
    return entry;
  }
  return {};
}

std::string with_password(std::string_view text, const PasswdEntry& entry,
                          std::string_view password) {
  const auto at = static_cast<std::size_t>(entry.password.data() - text.data());
  std::string changed(text.substr(0, at));
  changed += password;
  changed += text.substr(at + entry.password.size());
  return changed;
}

bool needs_no_password(const PasswdEntry& entry) {
  std::string_view extra = entry.rest;
  // uid, gid, gecos, home, shell; the sixth is the list of extra fields.
  for (int field = 0; field < 6; ++field) {
    const std::size_t colon = extra.find(':');
    if (colon == extra.npos) return false;
    extra.remove_prefix(colon + 1);
  }
  while (!extra.empty()) {
    const std::string_view word = cut(extra, ' ');
    if (word == "nopassword" || word.starts_with("nopassword=")) return true;
  }
  return false;
}

}  // namespace queuehound
