// What is read of a server, how far, and what it came to.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/root_dir.h"
#include "evidence/ledger.h"
#include "host/server.h"
#include "survey/line_tally.h"
#include "survey/spool_learner.h"

namespace queuehound {

class Checkpoints;
struct SpoolListing;

struct SurveyOptions {
  Time from{}, to{};
  Time baseline_from{};             // older segments down to here feed the usual levels
  seconds page_history{7 * 86400};  // how far before the window access logs are read
  unsigned threads = 1;
  std::function<void(std::uint64_t bytes, std::uint64_t total, std::string_view what)> progress;
  const Checkpoints* checkpoints = nullptr;  // of closed pieces of logs; none: everything is read
  std::uint64_t piece_bytes = 8u << 20;      // logs are cut there: the same cuts in every run
  std::size_t messages_in_a_part = 262144;   // of the queue: see survey/queue_parts
  // The names of the queue, where somebody listed them already; the first reading takes them away.
  std::shared_ptr<SpoolListing> listed_queue = nullptr;
  // Asked between two blocks and two messages, from any thread: true ends the reading there.
  std::function<bool()> must_stop = nullptr;

  bool is_stopped() const { return must_stop && must_stop(); }
};

struct SurveyExtent {  // how far it came; a packed file counts when it was read to its end
  std::uint64_t bytes = 0, bytes_in_all = 0;        // of the logs, as they lie on disk
  std::uint64_t messages = 0, messages_in_all = 0;  // of the queue
};

struct SourceTally {
  std::string path, kind;
  LineTally tally;
};

struct Survey {
  Survey(Time from, Time to, seconds zone) : ledger(from, to, zone) {}
  Ledger ledger;
  QueueCounts queue;
  std::vector<SourceTally> sources;
  std::vector<std::string> notes;
  std::vector<CronEntry> cron;
  SurveyExtent extent;
  bool queue_was_read = false;
  bool main_log_was_read = false;
  bool main_log_is_silent = false;  // set by who asks for it (survey/log_silence)
};

}  // namespace queuehound
