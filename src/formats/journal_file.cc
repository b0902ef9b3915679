#include "formats/journal_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>

#include "base/text.h"
#include "base/time.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

static_assert(std::endian::native == std::endian::little);

template <class Number>
Number number_at(std::string_view bytes, std::size_t at) {
  Number number{};
  if (at + sizeof number <= bytes.size()) std::memcpy(&number, bytes.data() + at, sizeof number);
  return number;
}

// Flags of the header without which a file cannot be read.
constexpr std::uint32_t kCompact = 16;
constexpr std::uint32_t kKnownFlags = 1 | 2 | 4 | 8 | kCompact;  // xz, lz4, keyed hash, zstd

JournalPacking packing_of(std::uint8_t flags) {
  switch (flags & 7) {
    case 0:
      return JournalPacking::none;
    case 1:
      return JournalPacking::xz;
    case 2:
      return JournalPacking::lz4;
    case 4:
      return JournalPacking::zstd;
    default:
      return JournalPacking::unknown;
  }
}

bool is_object(std::string_view bytes, JournalObjectType type, std::size_t least) {
  const auto object = parse_journal_object(bytes);
  return object && object->type == type && object->bytes >= least && bytes.size() >= least;
}

bool is_of_host_name(char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_'; }

}  // namespace

std::optional<JournalHeader> parse_journal_header(std::string_view bytes) {
  if (bytes.size() < kJournalHeaderBytes || !bytes.starts_with(kJournalMagic)) return {};
  const auto flags = number_at<std::uint32_t>(bytes, 12);
  if ((flags & ~kKnownFlags) != 0) return {};
  JournalHeader header;
  header.fields = number_at<std::uint64_t>(bytes, 120);
  header.fields_bytes = number_at<std::uint64_t>(bytes, 128);
  header.entries = number_at<std::uint64_t>(bytes, 152);
  header.is_compact = (flags & kCompact) != 0;
  return header;
}

std::optional<JournalObject> parse_journal_object(std::string_view bytes) {
  if (bytes.size() < 16) return {};
  const auto type = number_at<std::uint8_t>(bytes, 0);
  if (type > static_cast<std::uint8_t>(JournalObjectType::entry_array)) return {};
  JournalObject object{static_cast<JournalObjectType>(type),
                       packing_of(number_at<std::uint8_t>(bytes, 1)),
                       number_at<std::uint64_t>(bytes, 8)};
  if (object.bytes < 16) return {};
  return object;
}

std::optional<JournalField> parse_journal_field(std::string_view bytes) {
  if (!is_object(bytes, JournalObjectType::field, kJournalFieldName)) return {};
  return JournalField{number_at<std::uint64_t>(bytes, 24), number_at<std::uint64_t>(bytes, 32)};
}

std::optional<JournalData> parse_journal_data(std::string_view bytes) {
  if (!is_object(bytes, JournalObjectType::data, 64)) return {};
  return JournalData{number_at<std::uint64_t>(bytes, 32), number_at<std::uint64_t>(bytes, 40),
                     number_at<std::uint64_t>(bytes, 48), number_at<std::uint64_t>(bytes, 56)};
}

std::optional<JournalEntry> parse_journal_entry(std::string_view bytes) {
  if (!is_object(bytes, JournalObjectType::entry, kJournalEntryItems)) return {};
  return JournalEntry{number_at<std::uint64_t>(bytes, 24)};
}

std::optional<JournalArray> parse_journal_array(std::string_view bytes) {
  if (!is_object(bytes, JournalObjectType::entry_array, kJournalArrayItems)) return {};
  return JournalArray{number_at<std::uint64_t>(bytes, 16)};
}

std::uint64_t journal_item_bytes(const JournalHeader& header, JournalList list) {
  if (header.is_compact) return 4;
  return list == JournalList::of_array ? 8 : 16;  // an entry's items hold a hash besides
}

std::uint64_t parse_journal_item(const JournalHeader& header, std::string_view bytes) {
  return header.is_compact ? number_at<std::uint32_t>(bytes, 0)
                           : number_at<std::uint64_t>(bytes, 0);
}

std::uint64_t journal_payload_at(const JournalHeader& header) {
  return header.is_compact ? 72 : 64;
}

void append_syslog_line(std::string& out, const JournalLine& line) {
  constexpr std::uint64_t kLastSecond = 253402300799;  // of the year 9999
  const std::uint64_t second = std::min(line.realtime / 1'000'000, kLastSecond);
  const auto days = static_cast<std::int64_t>(second / 86400),
             left = static_cast<std::int64_t>(second % 86400);
  const CivilDate day = civil_from_days(days);
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}+00:00 ", day.year, day.month,
                 day.day, left / 3600, left / 60 % 60, left % 60, line.realtime % 1'000'000);
  const bool has_host = !line.host.empty() && std::ranges::all_of(line.host, is_of_host_name);
  out += has_host ? line.host : "localhost";
  out += ' ';
  out += line.program;
  if (!line.pid.empty() && line.pid.size() < 12 && std::ranges::all_of(line.pid, is_digit))
    fmt::format_to(to, "[{}]", line.pid);
  out += ": ";
  for (const char c : line.message) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 32 || byte == 127)
      fmt::format_to(to, "#{:03o}", byte);
    else
      out += c;
  }
  out += '\n';
}

}  // namespace queuehound
