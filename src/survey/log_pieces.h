// The logs of a server as pieces of work: all segments of all logs, oldest main log first, the big
// ones cut.
//
// The cuts lie at the same places in every run: they depend on the bytes before them and on nothing
// else, not on threads, the window or what is known already. So a piece that was learned once
// (survey/checkpoints.h) is the same piece next time, and a growing log keeps all but its last.
#pragma once

#include <cstdint>
#include <vector>

#include "base/root_dir.h"
#include "host/server.h"
#include "survey/log_segments.h"
#include "survey/survey.h"

namespace queuehound {

struct LogPiece {          // one stretch of one segment of one log
  std::size_t source = 0;  // index into Survey::sources
  LogKind kind = LogKind::exim_main;
  LogSegment segment;
  std::uint32_t file = 0;  // index into Ledger::files
  std::uint64_t from = 0, to = UINT64_MAX;
  std::uint64_t generation = 0;  // of the file's content, where there are checkpoints
};

// Adds the logs to Survey::sources, Ledger::files and its notes.
std::vector<LogPiece> find_pieces(const RootDir& root, const Server& server,
                                  const SurveyOptions& options, Survey& survey);

}  // namespace queuehound
