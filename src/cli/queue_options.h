// What was asked of `queuehound queue`, as typed: checked for form.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/queue_like.h"
#include "report/queue_print.h"
#include "verdict/queue_filter.h"

namespace queuehound {

struct QueueOptions {
  QueueFilter filter;
  std::string regex_like;              // one whose text may be meant as a regular expression
  std::vector<std::string> incidents;  // ids or subjects ("mailbox:a@b"): these read the logs
  bool with_evidence = false;          // read the logs, whatever is asked
  std::optional<QueueGroup> summary;
  std::optional<QueueForm> like;
  std::optional<QueueOrder> order;  // of messages; otherwise by time
  bool count = false, ids = false, brief = false, newest_first = false;
  bool json_lines = false;        // one object a line
  bool yes = false;               // `quarantine expire` does not ask
  std::size_t body_limit = 4096;  // bytes of the body that `show` shows
};

// What only the logs can tell. All else is answered from the spool, which is much faster.
bool needs_logs(const QueueOptions& queue);

// Options that `show` and `quarantine` would have to ignore; whoever typed one would take what is
// shown for its answer.
bool chooses_or_lists(const QueueOptions& queue);

}  // namespace queuehound
