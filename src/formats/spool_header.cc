#include "formats/spool_header.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

#include "base/byte_scan.h"
#include "base/hash.h"
#include "base/text.h"
#include "formats/spool_options.h"
#include "formats/spool_reader.h"

namespace queuehound {
namespace {

// ---- Lines 1 to 4 -------------------------------------------------------------------------------

bool read_first_line(SpoolReader& reader, std::string_view file_name, SpoolHeader& out) {
  if (!file_name.ends_with("-H")) return false;
  const auto id = parse_message_id(file_name.substr(0, file_name.size() - 2));
  if (!id) return false;
  out.id = *id;
  const auto line = reader.line();
  return line && *line == file_name;
}

// The number at the end of `text`, taken off together with the blank before it, which is near.
std::optional<std::int64_t> take_last_number(std::string_view& text) {
  std::size_t start = text.size();
  while (start > 0 && text[start - 1] != ' ') --start;
  if (start == 0) return {};
  const auto value = number_of<std::int64_t>(text.substr(start));
  if (value) text = text.substr(0, start - 1);
  return value;
}

// "<login> <uid> <gid>", from the right: a login may hold blanks, uid and gid may be negative.
bool read_login_line(SpoolReader& reader, SpoolHeader& out) {
  const auto line = reader.line();
  if (!line) return false;
  out.login_line = *line;
  std::string_view login = *line;
  while (!login.empty() && (login.back() == ' ' || login.back() == '\t')) login.remove_suffix(1);
  const auto gid = take_last_number(login);
  if (!gid) return false;
  const auto uid = take_last_number(login);
  if (!uid) return false;
  out.login = login;
  out.uid = *uid;
  out.gid = *gid;
  return true;
}

bool read_sender_line(SpoolReader& reader, SpoolHeader& out) {
  const auto line = reader.line();
  if (!line || line->size() < 2 || line->front() != '<' || line->back() != '>') return false;
  out.sender = line->substr(1, line->size() - 2);
  return true;
}

bool read_time_line(SpoolReader& reader, SpoolHeader& out) {
  const auto line = reader.line();
  if (!line) return false;
  out.time_line = *line;
  const bool has_odd_blanks = line->empty() || line->front() <= ' ' || line->back() <= ' ';
  const std::string_view text = has_odd_blanks ? trim(*line) : *line;
  const char* const end = text.data() + text.size();
  const char* const blank = find_near(text.data(), end, ' ');
  const auto received = number_of<std::int64_t>({text.data(), blank});
  const auto warnings = number_of<int>(blank != end ? trim({blank + 1, end}) : std::string_view{});
  if (!received || !warnings) return false;
  out.received_at = Time(seconds(*received));
  out.warnings = *warnings;
  return true;
}

// ---- The tree of non-recipients -----------------------------------------------------------------

bool is_yes_or_no(char c) { return c == 'Y' || c == 'N'; }

// Pre-order, each line "[YN][YN] name" for "has left, has right". The shape does not matter to us,
// so a count of the lines still owed takes the place of recursion: a chain a million deep is
// harmless.
bool read_tree(SpoolReader& reader, SpoolHeader& out) {
  const std::string_view start = reader.rest();
  std::size_t owed = 1;
  if (start.starts_with("XX\n")) {
    reader.skip(3);
    owed = 0;
  }
  while (owed > 0) {
    const auto line = reader.line();
    if (!line || line->size() < 4) return false;
    if (!is_yes_or_no((*line)[0]) || !is_yes_or_no((*line)[1]) || (*line)[2] != ' ') return false;
    out.non_recipients.push_back(line->substr(3));
    owed += ((*line)[0] == 'Y' ? 1u : 0u) + ((*line)[1] == 'Y' ? 1u : 0u);
    --owed;
  }
  out.tree_lines = start.substr(0, start.size() - reader.rest().size());
  return true;
}

// ---- Recipients ---------------------------------------------------------------------------------

// Takes " TEXT LEN,NUMBER" off the end of `line`, where TEXT has LEN bytes; gives TEXT.
std::optional<std::string_view> take_counted_text(std::string_view& line) {
  const auto blank = line.rfind(' ');
  if (blank == std::string_view::npos) return {};
  std::string_view numbers = line.substr(blank + 1);
  const auto length = number_of<std::size_t>(cut(numbers, ','));
  if (!length || !number_of<int>(numbers)) return {};
  if (*length >= blank || line[blank - *length - 1] != ' ') return {};
  const std::string_view text = line.substr(blank - *length, *length);
  line = line.substr(0, blank - *length - 1);
  return text;
}

// "address [orcpt len,dsnflags] errors_to len,parent#flags" (4.x); flags 1: errors_to, 2: orcpt.
bool split_flagged_recipient(std::string_view line, std::string_view flags_text,
                             SpoolRecipient& recipient) {
  const auto flags = number_of<unsigned>(flags_text);
  if (!flags || *flags == 0 || *flags > 3) return false;
  if ((*flags & 1u) != 0) {
    const auto errors_to = take_counted_text(line);
    if (!errors_to) return false;
    recipient.errors_to = *errors_to;
  }
  if ((*flags & 2u) != 0 && !take_counted_text(line)) return false;
  recipient.address = line;
  return true;
}

// "address n,n,n" (Exim 3): the address before the blank, or all of `line`.
std::string_view without_number_list(std::string_view line) {
  std::size_t end = line.size();
  while (end > 0 && (is_digit(line[end - 1]) || line[end - 1] == ',')) --end;
  return end > 1 && line[end - 1] == ' ' ? line.substr(0, end - 1) : line;
}

// From the right, because an address may hold blanks: "odd local"@host.example. What follows an
// address is known by a character that no domain can end in.
bool split_recipient(SpoolRecipient& recipient) {
  const std::string_view line = recipient.raw;
  recipient.address = line;
  std::size_t end = line.size();
  while (end > 0 && is_digit(line[end - 1])) --end;
  if (end == line.size() || end == 0) return true;
  const char before = line[end - 1];
  if (before == '#')
    return split_flagged_recipient(line.substr(0, end - 1), line.substr(end), recipient);
  if (before == ',') recipient.address = without_number_list(line);
  if (before == ' ' && end > 1) recipient.address = line.substr(0, end - 1);
  return true;
}

bool read_count(SpoolReader& reader, SpoolHeader& out, std::uint64_t& count) {
  const auto line = reader.line();
  if (!line) return false;
  out.count_line = *line;
  const auto number = number_of<std::uint64_t>(trim(*line));
  if (number) count = *number;
  return number.has_value();
}

// `count` may be any number: nothing is reserved by it, the file's own lines are the limit.
bool read_recipients(SpoolReader& reader, std::uint64_t count, SpoolHeader& out) {
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto line = reader.line();
    if (!line || line->empty()) return false;
    if (std::memchr(line->data(), '\0', line->size()) != nullptr) return false;
    SpoolRecipient recipient;
    recipient.raw = *line;
    if (!split_recipient(recipient)) return false;
    out.recipients.push_back(recipient);
  }
  return true;
}

// ---- Headers ------------------------------------------------------------------------------------

// "NNN" + flag + blank + exactly NNN bytes, NUL never among them (Exim refuses it; after a crash a
// file may end in a block of them).
struct CountedHeader {
  std::size_t digits = 0;
  std::size_t announced = 0;  // NNN, also where fewer bytes are there
  char flag = ' ';
  std::string_view raw;
};

// How many digits `rest` begins with, ten at most, and what they say. Most have three.
inline std::size_t read_length(std::string_view rest, std::size_t& length) {
  const auto digit_at = [&](std::size_t i) { return static_cast<unsigned char>(rest[i] - '0'); };
  if (rest.size() > 3) {
    const unsigned first = digit_at(0), second = digit_at(1), third = digit_at(2);
    length = first * 100 + second * 10 + third;
    if (first < 10 && second < 10 && third < 10 && digit_at(3) >= 10) return 3;
  }
  std::size_t digits = 0;
  for (length = 0; digits < rest.size() && digits < 10 && digit_at(digits) < 10; ++digits)
    length = length * 10 + digit_at(digits);
  return digits;
}

inline bool take_counted(std::string_view& rest, CountedHeader& header) {
  header.digits = read_length(rest, header.announced);
  const std::size_t start = header.digits + 2;
  if (header.digits == 0 || rest.size() < start || rest[start - 1] != ' ') return false;
  header.flag = rest[start - 2];
  if (rest.size() - start < header.announced) return false;
  header.raw = {rest.data() + start, header.announced};
  rest.remove_prefix(start + header.announced);
  return true;
}

SpoolHeaderLine split_header(const CountedHeader& counted) {
  const std::string_view raw = counted.raw;
  SpoolHeaderLine header;
  header.flag = counted.flag;
  header.count_digits = static_cast<std::uint8_t>(counted.digits);
  header.raw = header.value = raw;
  header.name = spool_header_name(raw);
  const std::size_t colon = raw.find(':', header.name.size());
  if (colon == std::string_view::npos) return header;
  std::size_t start = colon + 1;
  while (start < raw.size() && (raw[start] == ' ' || raw[start] == '\t')) ++start;
  header.value = raw.substr(start);
  return header;
}

template <SpoolParts parts>
bool read_headers(std::string_view rest, SpoolHeader& out) {
  const bool has_nul = !rest.empty() && std::memchr(rest.data(), '\0', rest.size()) != nullptr;
  while (!rest.empty()) {
    CountedHeader header;
    out.unread = rest;
    const bool is_whole = take_counted(rest, header) &&
                          !(has_nul && (header.flag == '\0' || header.raw.contains('\0')));
    if (!is_whole) {
      out.broken_header_bytes = header.flag != '*' ? header.announced : 0;
      return false;
    }
    if (header.flag != '*') {
      out.live_header_bytes += header.raw.size();
      out.live_headers.push_back(header.raw);
    }
    if (parts == SpoolParts::all) out.headers.push_back(split_header(header));
  }
  return true;
}

// ---- The whole file -----------------------------------------------------------------------------

// Empty, but with the vectors' memory: the survey parses a million files into one value.
void clear(SpoolHeader& out) {
  SpoolHeader empty;
  empty.options = std::move(out.options);
  empty.variables = std::move(out.variables);
  empty.non_recipients = std::move(out.non_recipients);
  empty.recipients = std::move(out.recipients);
  empty.headers = std::move(out.headers);
  empty.live_headers = std::move(out.live_headers);
  empty.done_index = std::move(out.done_index);
  empty.options.clear();
  empty.variables.clear();
  empty.non_recipients.clear();
  empty.recipients.clear();
  empty.headers.clear();
  empty.live_headers.clear();
  out = std::move(empty);
}

template <SpoolParts parts>
SpoolDamage read_envelope(SpoolReader& reader, std::string_view file_name, SpoolHeader& out) {
  if (reader.is_at_end()) {
    read_first_line(reader, file_name, out);  // for the id
    return SpoolDamage::empty;
  }
  if (!read_first_line(reader, file_name, out)) return SpoolDamage::first_line;
  if (!read_login_line(reader, out)) return SpoolDamage::login_line;
  if (!read_sender_line(reader, out)) return SpoolDamage::sender_line;
  if (!read_time_line(reader, out)) return SpoolDamage::time_line;
  if (!read_spool_options<parts>(reader, out)) return SpoolDamage::option;
  if (!read_tree(reader, out)) return SpoolDamage::tree;
  std::uint64_t count = 0;
  if (!read_count(reader, out, count)) return SpoolDamage::recipient_count;
  if (!read_recipients(reader, count, out)) return SpoolDamage::recipients;
  return SpoolDamage::none;
}

// ---- Who is done --------------------------------------------------------------------------------

void mark_done_by_comparing(SpoolHeader& header, const std::vector<std::string_view>& names) {
  for (SpoolRecipient& recipient : header.recipients) {
    for (const std::string_view name : names) {
      recipient.is_done = recipient.is_done || recipient.address == name;
    }
  }
}

// Keyed: names are what strangers chose, and a million equal hashes would cost a million squared.
void fill_done_index(SpoolHeader& header, const std::vector<std::string_view>& names) {
  header.done_index.assign(std::bit_ceil(names.size() * 2), SpoolHeader::DoneName{});
  const std::size_t mask = header.done_index.size() - 1;
  for (const std::string_view name : names) {
    const std::uint64_t hash = keyed_hash(name);
    std::size_t slot = hash & mask;
    while (header.done_index[slot].name.data() != nullptr && header.done_index[slot].name != name) {
      slot = (slot + 1) & mask;
    }
    header.done_index[slot] = {hash, name};
  }
}

bool is_in_done_index(const SpoolHeader& header, std::string_view address) {
  const std::size_t mask = header.done_index.size() - 1;
  const std::uint64_t hash = keyed_hash(address);
  for (std::size_t slot = hash & mask;; slot = (slot + 1) & mask) {
    const SpoolHeader::DoneName& entry = header.done_index[slot];
    if (entry.name.data() == nullptr) return false;
    if (entry.hash == hash && entry.name == address) return true;
  }
}

}  // namespace

void mark_done(SpoolHeader& header, const std::vector<std::string_view>& names) {
  if (names.empty()) return;
  constexpr std::size_t kFewComparisons = 256;  // below it, hashing costs more than comparing
  if (names.size() <= kFewComparisons / (header.recipients.size() + 1)) {
    mark_done_by_comparing(header, names);
    return;
  }
  fill_done_index(header, names);
  for (SpoolRecipient& recipient : header.recipients) {
    recipient.is_done = recipient.is_done || is_in_done_index(header, recipient.address);
  }
}

namespace {

template <SpoolParts parts>
SpoolDamage read_file(std::string_view bytes, std::string_view file_name, SpoolHeader& out) {
  SpoolReader reader(bytes);
  const SpoolDamage damage = read_envelope<parts>(reader, file_name, out);
  mark_done(out, out.non_recipients);
  out.unread = reader.rest();
  if (damage != SpoolDamage::none) return damage;
  const auto blank = reader.line();
  out.unread = reader.rest();
  if (!blank || !blank->empty()) return SpoolDamage::no_blank_line;
  return read_headers<parts>(reader.rest(), out) ? SpoolDamage::none : SpoolDamage::headers;
}

}  // namespace

void parse_spool_header(std::string_view bytes, std::string_view file_name, SpoolHeader& out,
                        SpoolParts parts) {
  clear(out);
  out.damage = parts == SpoolParts::all ? read_file<SpoolParts::all>(bytes, file_name, out)
                                        : read_file<SpoolParts::survey>(bytes, file_name, out);
}

std::vector<std::string_view> parse_spool_journal(std::string_view bytes) {
  std::vector<std::string_view> addresses;
  SpoolReader reader(bytes);
  while (const auto line = reader.line()) {
    if (!line->empty()) addresses.push_back(*line);
  }
  return addresses;
}

const SpoolHeaderLine* SpoolHeader::header(std::string_view name) const {
  for (const SpoolHeaderLine& line : headers) {
    if (line.flag != '*' && equal_ignoring_case(line.name, name)) return &line;
  }
  return nullptr;
}

}  // namespace queuehound
