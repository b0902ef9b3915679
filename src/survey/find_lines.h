// The life of one message in the main log: every line of its id, with the cwd= line of the program
// that handed it in. The id is the frame's, parsed; a line that merely holds its letters (a
// bounce's R=, a subject, a reply from another host) is none of its lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/root_dir.h"
#include "formats/exim_log.h"
#include "host/server.h"

namespace queuehound {

struct MessageLine {
  std::string path;  // inside the server
  std::uint64_t offset = 0;
  std::string line;
  EximLineKind kind = EximLineKind::other;
  std::optional<Time> at;    // where the line has a stamp
  bool is_by_order = false;  // cwd only: the last of its directory before the arrival, not by pid
};

struct MessageLines {
  std::vector<MessageLine> lines;  // in the order of the log, at most kMostLines of them
  std::uint64_t left_out = 0;
  std::vector<std::string> looked_at;  // segments read
  std::vector<std::string> notes;      // what could not be read
};
inline constexpr std::size_t kMostLines = 2000;

// Reads the segments of the main logs written to since the id's own second, from about there on,
// until the line that says it is completed. `directory`: where its program ran, as the verdict has
// it ("" unknown), to find the cwd= line where no pid is logged.
MessageLines find_lines(const RootDir& root, const Server& server, const TimeZone& zone,
                        const MessageId& id, std::string_view directory);

}  // namespace queuehound
