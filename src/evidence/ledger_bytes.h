// A ledger of a part of a log as flat bytes, and back.
//
// What a part teaches that lies wholly before the window is the same as long as the window begins
// behind it: hours of actors, uses of addresses and mailboxes, who delivers where, mail not yet
// done. What one teaches that lies wholly inside is the same as long as the window holds it. So
// both are kept (survey/checkpoints.h), and the next question costs a copy of flat arrays in place
// of the lines.
//
// The bytes are for this machine and this build alone: their order is the processor's, their
// hashes are keyed with hash_key().
#pragma once

#include <cstdint>
#include <string_view>

#include "base/table.h"
#include "evidence/ledger.h"

namespace queuehound {

class LedgerBytes {
 public:
  // Where all that was learned lies in respect of the ledger's window. Nothing at all lies before.
  // `across` too where it is not a part as it was learned: settled, or with a queue in it.
  enum class Place : std::uint8_t { across, before, inside };
  static Place place_of(const Ledger& ledger);
  // True where a row says which file it was read from: then all rows are of that one file.
  static bool names_files(const Ledger& ledger);
  // Of a ledger that does not lie across; behind what stands in `bytes` already.
  static void encode(const Ledger& ledger, Table<char>& bytes);
  // Fills an empty ledger; `file` is where its part of a log stands in Ledger::files now. False,
  // and an unusable ledger, where the bytes are not those of encode(): any bytes may come.
  static bool decode(std::string_view bytes, std::uint32_t file, Ledger& ledger);

 private:
  struct Writer;
  struct Reader;
};

}  // namespace queuehound
