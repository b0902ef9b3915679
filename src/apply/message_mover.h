// Moves the files of one message out of Exim's queue, or back into it, under Exim's lock.
//
// Out: -H, -D, -J, msglog. Exim lists and delivers a message only where -H is, so with the first
// rename it is out of the queue, and a lone -D is to Exim a reception that never ended.
// Back: msglog, -J, -D, -H. With the last rename it is in the queue again, whole.
// So every state that a crash can leave is told by names alone, and the same call, made again, goes
// on from there: a file that already stands where it should is left.
//
// What cannot be finished (no room for a directory entry, a name that exists) is taken back at
// once. Never over an existing file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "apply/exim_lock.h"
#include "apply/selected_message.h"
#include "base/fd.h"
#include "survey/quarantine_listing.h"

namespace queuehound {

enum class Direction : std::uint8_t { out, back };

// The directories of one place, on both sides.
struct Lane {
  Fd queue, held;          // of -H, -D and -J
  Fd queue_log, held_log;  // of msglog; empty: Exim keeps none here
  uid_t owner = 0;         // of the queue's directory: Exim
};

enum class Part : std::uint8_t { header, data, journal, log };

struct MoveTask {
  MessageId id;
  std::uint32_t place = 0;   // of its files
  MessageFiles queue, held;  // what was seen before; a -J or a msglog may have come since
};

enum class Moved : std::uint8_t {
  done,
  gone,      // out: delivered or removed before we came
  busy,      // Exim receives or delivers it, or its directory was just taken away: try again
  half,      // one of -H and -D is missing: nobody can lock it; debris, or just being removed
  stranger,  // not the message that was chosen, or a file that is not Exim's
  exists,    // the same id stands on the other side
  failed,    // the system said no: `error_number`
};

struct MoveAnswer {
  Moved moved = Moved::done;
  int error_number = 0;
  std::string words = {};  // stranger, exists, failed
};

class MessageMover {
 public:
  MessageMover(const Lane& lane, Direction direction, const Selection& selection)
      : lane_(lane), direction_(direction), selection_(selection) {}

  MoveAnswer move(const MoveTask& task);

 private:
  MoveAnswer take_out(const MoveTask& task);
  MoveAnswer put_back(const MoveTask& task);
  MoveAnswer shift_all(const MoveTask& task);
  int shift(const MessageId& id, Part part, Direction direction);
  MoveAnswer check_header(int directory, const MessageId& id);

  const Lane& lane_;
  Direction direction_;
  const Selection& selection_;
  std::string buffer_;
  SpoolHeader header_;
};

}  // namespace queuehound
