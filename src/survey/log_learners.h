// Teaches a ledger the other logs: Dovecot's, the webmail's, PHP's mail.log, cron's. One class a
// kind of log, all with learn_block and a tally; survey.cc picks by LogKind.
#pragma once

#include <memory>
#include <string_view>

#include "base/root_dir.h"
#include "evidence/ledger.h"
#include "host/server.h"
#include "survey/line_tally.h"

namespace queuehound {

class LogLearner {
 public:
  virtual ~LogLearner() = default;
  void learn_block(std::string_view lines, std::uint64_t offset);
  virtual void finish() {}  // no more lines come
  const LineTally& tally() const { return tally_; }

 protected:
  LogLearner(Ledger& ledger, const Server& server, std::uint32_t file)
      : ledger_(ledger), server_(server), file_(file) {}
  // True where the line was understood (of interest or not).
  virtual bool learn_line(std::string_view line, std::uint64_t offset) = 0;

  Ledger& ledger_;
  const Server& server_;
  std::uint32_t file_;
  LineTally tally_;
};

// `written`: when the segment was last written to; gives yearless stamps their year. `root`, which
// must outlive it: where zones that lines name are described.
std::unique_ptr<LogLearner> make_log_learner(LogKind kind, Ledger& ledger, const RootDir& root,
                                             const Server& server, std::uint32_t file,
                                             Time written);

}  // namespace queuehound
