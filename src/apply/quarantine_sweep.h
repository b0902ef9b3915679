// Many messages moved: in threads, place by place, with their directories flushed to the disk and
// the journal told every few hundred. What Exim is busy with is tried again for a while.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "apply/doing.h"
#include "apply/message_mover.h"
#include "apply/quarantine_folder.h"

namespace queuehound {

struct SweepPlan {
  std::string batch;
  std::vector<std::string> places;  // what MoveTask::place counts
  std::vector<MoveTask> tasks;
  Direction direction = Direction::out;
  Selection selection = {};
  std::chrono::milliseconds patience{15000};  // for what Exim is busy with
};

struct SweepTally {
  std::uint64_t done = 0, gone = 0, busy = 0, half = 0, stranger = 0, exists = 0, failed = 0;
  std::uint64_t untried = 0;       // after a trouble that all others would meet as well
  std::vector<std::string> stays;  // "<id>: why", the first of them
  std::string trouble;             // the first thing that failed
  std::uint64_t left() const { return busy + half + stranger + exists + failed + untried; }
};

// Error: the directories could not be opened or flushed, or the journal not written; what was moved
// until then is moved, and the same call goes on from there.
Result<SweepTally> sweep(const QuarantineFolder& folder, const SweepPlan& plan,
                         const NoteProgress& note);

}  // namespace queuehound
