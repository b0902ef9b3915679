// A ledger of a closed part of a log (all of it lies before the window) as flat bytes, and back.
//
// What such a part teaches is the same whatever the window is, as long as it begins behind the
// part: hours of actors, uses of addresses and mailboxes, who delivers where, mail not yet done.
// Nothing of it is a message of the window. So it is kept (survey/checkpoints.h), and the next
// question costs a copy of flat arrays in place of the lines.
//
// The bytes are for this machine and this build alone: their order is the processor's, their
// hashes are keyed with hash_key().
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "evidence/ledger.h"

namespace queuehound {

class LedgerBytes {
 public:
  // True where nothing of `ledger`, learned from `file` alone, belongs to its window.
  static bool is_closed(const Ledger& ledger);
  // True where a row says which file it was read from: then all rows are of that one file.
  static bool names_files(const Ledger& ledger);
  // Of a closed ledger.
  static std::string encode(const Ledger& ledger);
  // Fills an empty ledger; `file` is where its part of a log stands in Ledger::files now. False,
  // and an unusable ledger, where the bytes are not those of encode(): any bytes may come.
  static bool decode(std::string_view bytes, std::uint32_t file, Ledger& ledger);

 private:
  struct Writer;
  struct Reader;
};

}  // namespace queuehound
