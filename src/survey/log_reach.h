// How far back each log reaches, by the first stamp in its oldest file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/root_dir.h"
#include "base/time.h"
#include "host/server.h"

namespace queuehound {

struct LogReach {
  std::string path;  // the live file
  LogKind kind = LogKind::exim_main;
  std::size_t files = 0;            // with its rotations
  std::uint64_t bytes = 0;          // on disk
  std::optional<Time> oldest = {};  // nothing where no line tells
};

// Exim's, Dovecot's and the web server's; the largest of a kind's many, at most `most` a kind.
std::vector<LogReach> measure_reach(const RootDir& root, const Server& server, const TimeZone& zone,
                                    std::size_t most);

}  // namespace queuehound
