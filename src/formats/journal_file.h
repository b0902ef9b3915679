// The file of systemd's journal, as far as its lines are wanted: header, objects, fields, entries.
// Source of the format: systemd's JOURNAL_FILE_FORMAT. All numbers in it are little-endian, all
// offsets count from the file's start, and an offset of 0 is "none". Nothing here reads a file, and
// nothing is believed: an offset may lead anywhere, a chain may be a ring; who follows them sets
// bounds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace queuehound {

inline constexpr std::string_view kJournalMagic = "LPKSHHRH";
inline constexpr std::size_t kJournalHeaderBytes = 208;  // what the oldest files have
inline constexpr std::size_t kJournalObjectBytes = 72;   // what every parse_ below wants at most

struct JournalHeader {
  std::uint64_t fields = 0, fields_bytes = 0;  // the hash table of field objects
  std::uint64_t entries = 0;                   // how many there are
  bool is_compact = false;                     // 4 bytes an offset in lists, not 8
};

enum class JournalPacking : std::uint8_t { none, xz, lz4, zstd, unknown };
enum class JournalObjectType : std::uint8_t {
  unused,
  data,
  field,
  entry,
  data_hash_table,
  field_hash_table,
  entry_array
};

struct JournalObject {
  JournalObjectType type = JournalObjectType::unused;
  JournalPacking packing = JournalPacking::none;
  std::uint64_t bytes = 0;  // with the 16 of this head
};

// A name such as "SYSLOG_IDENTIFIER", with the first of the data that have it.
struct JournalField {
  std::uint64_t next_in_bucket = 0, first_data = 0;
};
inline constexpr std::uint64_t kJournalFieldName = 40;  // where in the object the name begins

// One "NAME=value", stored once however many entries have it.
struct JournalData {
  std::uint64_t next_of_field = 0;
  std::uint64_t first_entry = 0;  // the others are in the chain of arrays
  std::uint64_t entry_array = 0;
  std::uint64_t entries = 0;
};

struct JournalEntry {
  std::uint64_t realtime = 0;  // microseconds since 1970, by journald's clock when it came in
};
inline constexpr std::uint64_t kJournalEntryItems = 64;  // where the list of its data begins

struct JournalArray {
  std::uint64_t next = 0;
};
inline constexpr std::uint64_t kJournalArrayItems = 24;  // where the list of its entries begins

// Each is given the object's first bytes; nothing where they are too few or of another type.
std::optional<JournalHeader> parse_journal_header(std::string_view bytes);
std::optional<JournalObject> parse_journal_object(std::string_view bytes);
std::optional<JournalField> parse_journal_field(std::string_view bytes);
std::optional<JournalData> parse_journal_data(std::string_view bytes);
std::optional<JournalEntry> parse_journal_entry(std::string_view bytes);
std::optional<JournalArray> parse_journal_array(std::string_view bytes);

// The offsets in a list: of an array's entries, or of an entry's data.
enum class JournalList : std::uint8_t { of_array, of_entry };
std::uint64_t journal_item_bytes(const JournalHeader& header, JournalList list);
std::uint64_t parse_journal_item(const JournalHeader& header, std::string_view bytes);

std::uint64_t journal_payload_at(const JournalHeader& header);  // of a data object: its text

// One line as syslog's daemon would have written it, with LF: stamp in UTC, host, program, pid,
// message. Control characters become #ooo, so that no message can begin a line of its own.
struct JournalLine {
  std::uint64_t realtime = 0;
  std::string_view host, program, pid, message;  // host and pid may be empty
};
void append_syslog_line(std::string& out, const JournalLine& line);

}  // namespace queuehound
