// The queue for programs.
#pragma once

#include <string>
#include <vector>

#include "report/queue_print.h"

namespace queuehound {

struct QueueHead {          // what stands beside the messages
  std::uint64_t total = 0;  // messages in the queue, of which some were chosen
  Time now{};
  std::vector<std::string> notes = {};
};

// The document "queuehound/queue/1"; and its messages alone, one object a line.
std::string queue_json(const std::vector<QueueEntry>& entries, const QueueHead& head,
                       const TimeZone& zone);
std::string queue_lines(const std::vector<QueueEntry>& entries, Time now, const TimeZone& zone);

// The document "queuehound/queue-summary/1".
std::string queue_group_json(const std::vector<QueueGroupRow>& rows, QueueGroup by,
                             const QueueHead& head, const TimeZone& zone);

}  // namespace queuehound
