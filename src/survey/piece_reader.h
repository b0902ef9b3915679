// Learns one piece of a log into a ledger of its own, or finds that it was learned before.
#pragma once

#include <optional>
#include <string>

#include "base/root_dir.h"
#include "evidence/ledger.h"
#include "host/server.h"
#include "survey/cwd_records.h"
#include "survey/line_tally.h"
#include "survey/log_pieces.h"
#include "survey/piece_key.h"
#include "survey/survey.h"

namespace queuehound {

struct PieceResult {
  std::optional<Ledger> ledger;
  LineTally tally;
  std::string note;
  std::uint64_t bytes_on_disk = 0;
  bool was_read = false;
  bool was_stopped = false;          // before its end: what it taught is not all
  std::optional<PieceKey> kept_key;  // where it is kept
  bool lies_before = false;          // the window, all of it; said of what is kept
};

class PieceReader {
 public:
  // All of these must outlive it. `exim_zone`: see main_log_zone.
  PieceReader(const RootDir& root, const Server& server, const TimeZone& exim_zone,
              const SurveyOptions& options);

  PieceResult read(const LogPiece& piece) const;  // called by several threads
  std::optional<PieceKey> key_of_piece(const LogPiece& piece) const;

 private:
  PieceResult learn(const LogPiece& piece, const Fd& file, LogForm form) const;

  const RootDir& root_;
  const Server& server_;
  const TimeZone& exim_zone_;
  const SurveyOptions& options_;
  seconds zone_;  // of the ledgers' days
  mutable CwdReaders cwds_;
  std::uint64_t fingerprint_ = 0;  // of the server, where there are checkpoints
};

}  // namespace queuehound
