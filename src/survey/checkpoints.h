// What stretches of logs taught, kept between runs: what lay before the window last time lies
// before it now, and most of what lay inside still does, so a second look reads only what came
// after.
//
// A folder of small files that can be thrown away at any time. It never changes an answer: a
// stretch is used only where its key (piece_key.h) is equal in every part and all of it lies on the
// side of the window's beginning where it lay when it was learned; and the logs are cut into the
// same stretches whether there is a folder or not.
// Whatever is odd about the folder or a file (owner, mode, links, a wrong sum) means that the log
// is read. Nothing here fails a run: no room, no rights, no folder are no checkpoints.
//
// The folder holds the key that the run hashes with. Keys of hash tables in the files are hashes,
// and one who knew the key could send mail that fills one slot of our tables: hence 0700, 0600.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/fd.h"
#include "base/result.h"
#include "evidence/ledger.h"
#include "evidence/ledger_bytes.h"
#include "survey/line_tally.h"
#include "survey/piece_key.h"

namespace queuehound {

struct KeptPiece {
  LineTally tally;
  Ledger ledger;
  LedgerBytes::Place place;
};

class Checkpoints {
 public:
  static constexpr std::uint64_t kMostBytes = 256u << 20;
  static constexpr std::size_t kMostFiles = 8192;

  // Makes the folder (not what is above it) and its key where there is none.
  static Result<Checkpoints> open(const std::string& directory);
  std::uint64_t hash_key() const { return hash_key_; }

  // Of the content of a plain log, the same as long as it only grows. A file whose time changed and
  // whose size did not, or that became shorter, was written to where it had been read: then it is
  // another, and no stretch of it is known. (Who writes over old lines of a log that grows before
  // it is looked at again is not found out, unless by the ends of a stretch.)
  std::uint64_t generation_of(const Fd& log) const;

  // What the stretch taught, if that is known and the window leaves it as it was learned.
  // `written`: when the log was last written to. Called by several threads.
  struct Wanted {
    PieceKey key;
    std::uint32_t file = 0;  // index into Ledger::files
    Time written{};
    Time from{}, to{};  // the window
  };
  std::optional<KeptPiece> find(const Wanted& wanted) const;
  void keep(const PieceKey& key, const LineTally& tally, const Ledger& ledger) const;
  void touch(const PieceKey& key) const;  // it was of use, though it was not read, before a window
  // Removes what was used longest ago until the rest is small enough.
  void trim(std::uint64_t most_bytes = kMostBytes) const;

 private:
  Checkpoints(Fd directory, std::uint64_t hash_key)
      : directory_(std::move(directory)), hash_key_(hash_key) {}
  std::optional<KeptPiece> find_at(const std::string& name, const Wanted& wanted) const;
  void touch(const std::string& name) const;

  Fd directory_;
  std::uint64_t hash_key_ = 0;
};

}  // namespace queuehound
