// A line of passwd(5).
#pragma once

#include <cstdint>
#include <string>

namespace queuehound {

struct Account {
  std::string name;
  std::uint32_t uid = 0, gid = 0;
  std::string home;
  std::string shell;
  std::string resolved_home = {};  // with links resolved inside the server; "" where the same
};

}  // namespace queuehound
