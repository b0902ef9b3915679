// Line by line through the segments of one log that may hold what is asked for. For the third look
// only: one log after the other, no threads, because there are few.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "host/server.h"
#include "survey/entry_traces.h"
#include "survey/log_segments.h"
#include "survey/survey.h"

namespace queuehound {

// The segments that can hold a line of one of `moments`: those written to at or after it, and of
// these only up to the first that was written to well after.
std::vector<LogSegment> segments_around(const std::vector<LogSegment>& segments,
                                        const std::vector<Time>& moments, seconds before,
                                        seconds after);

struct EntryLine {
  std::string_view text;
  std::uint64_t offset = 0;
  const LogSegment* segment = nullptr;
};
// To be kept: a line of a megabyte would be somebody's attempt to fill our memory.
TraceLine kept(const EntryLine& line);

// Tells whether the line was understood; false is counted with a sample.
using UseLine = std::function<bool(const EntryLine&)>;

// Reads `segments`, oldest first. The log is added to survey.sources, unless an earlier look has
// read it; what cannot be read is a note.
void read_entry_log(const RootDir& root, const SurveyOptions& options, const LogSource& log,
                    const std::vector<LogSegment>& segments, const UseLine& use, Survey& survey);

}  // namespace queuehound
