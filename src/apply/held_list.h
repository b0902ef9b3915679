// A lookup file that Exim asks for each message (lsearch): names put in and taken out, every other
// line left as it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"

namespace queuehound {

struct HeldList {
  std::string path;
  // Exim ("Debian-exim", mailnull, ...): a new file is readable by its group, and by nobody else.
  std::string reader;
};

// What stands behind `key`; nothing where it is not there. A missing file holds nobody.
Result<std::optional<std::string>> held_value(const LiveServer& live, const HeldList& list,
                                              std::string_view key);
// Kind::refused: a key that no file can hold, or one that somebody put in with another value.
Result<void> hold(const LiveServer& live, const HeldList& list,
                  const std::vector<std::string>& keys, std::string_view value);
Result<void> release(const LiveServer& live, const HeldList& list,
                     const std::vector<std::string>& keys);

// "" where Exim can read the file, else which part of the path it cannot pass.
std::string unreadable_to(const LiveServer& live, const HeldList& list);

}  // namespace queuehound
