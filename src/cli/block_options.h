// What was asked of `queuehound block` and of `allow` beyond what every command is asked.
#pragma once

#include <cstdint>
#include <string>

namespace queuehound {

struct BlockOptions {
  std::int64_t ttl = 86400;  // seconds; 0: until somebody takes it away
  std::string reason;
  std::string backend;  // "": the firewall in use
  bool force = false;
  bool yes = false;  // also where a question would be asked
};

}  // namespace queuehound
