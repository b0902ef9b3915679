// The first pieces of the main log, as far as all of them lie before the window, as one ledger.
//
// Kept pieces cost little to copy, but each is joined to those before it, string by string: for a
// month of a busy server that is most of a second look. So what they came to, once joined, is kept
// as one more piece (survey/checkpoints.h), named by the keys of all it was joined from. It is the
// very ledger that joining them again would make.
#pragma once

#include <vector>

#include "survey/checkpoints.h"
#include "survey/log_pieces.h"
#include "survey/piece_reader.h"

namespace queuehound {

class LogPrefix {
 public:
  // All of these must outlive it.
  LogPrefix(const PieceReader& reader, const std::vector<LogPiece>& pieces,
            const SurveyOptions& options);

  // Absorbs the longest prefix that is known: the number of pieces that need no reading.
  std::size_t absorb_known(Survey& survey);
  // Before piece `i` is absorbed, in order: where the prefix ends, it is kept.
  void pass(std::size_t i, const PieceResult& result, const Survey& survey);
  void end(const Survey& survey);  // no piece follows

 private:
  PieceKey key_of_first(std::size_t count) const;

  const std::vector<LogPiece>& pieces_;
  const SurveyOptions& options_;
  std::vector<PieceKey> keys_;          // of the pieces that may be part of it
  std::size_t known_ = 0, length_ = 0;  // in pieces
  LineTally tally_;
  bool goes_on_ = false;
};

}  // namespace queuehound
