// What else is on the server that an answer to spam can lean on: firewalls that block, the panel
// that suspends, data that tells countries. Told by files alone; nothing is run or changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"

namespace queuehound {

enum class DefenceKind : std::uint8_t { firewall, panel, geo };
std::string_view defence_kind_name(DefenceKind kind);

struct Defence {
  DefenceKind kind = DefenceKind::firewall;
  std::string name;       // "csf"
  std::string path;       // the file that shows it
  std::string note = {};  // what is odd about it: "in testing mode: ..."
};
std::vector<Defence> find_defences(const RootDir& root);

}  // namespace queuehound
