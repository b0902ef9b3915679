#include "formats/spool_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "base/text.h"

namespace queuehound {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// parse_number for what these files hold: a few digits, and eight such numbers a file. Whatever
// else stands there is parse_number's to judge.
template <class Number>
std::optional<Number> number_of(std::string_view text) {
  constexpr std::size_t kMostDigits = 18;
  if (text.empty() || text.size() > kMostDigits) return parse_number<Number>(text);
  std::uint64_t value = 0;
  for (const char c : text) {
    if (!is_digit(c)) return parse_number<Number>(text);
    value = value * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (value > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) return {};
  return static_cast<Number>(value);
}

// The bytes not yet read. Exim reads line by line, counted bytes excepted, and so do we: looking
// for
// "-auth_id" anywhere in the file would find it inside ACL variables and headers, where clients put
// it.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::string_view rest() const { return rest_; }
  bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
  const char* position() const { return rest_.data(); }

  // The next line without its LF; nothing where the file ends before the LF.
  std::optional<std::string_view> line() {
    const void* end = rest_.empty() ? nullptr : std::memchr(rest_.data(), '\n', rest_.size());
    if (end == nullptr) return {};
    const auto size = static_cast<std::size_t>(static_cast<const char*>(end) - rest_.data());
    const std::string_view text = rest_.substr(0, size);
    rest_.remove_prefix(size + 1);
    return text;
  }

  void skip(std::size_t count) { rest_.remove_prefix(count); }

 private:
  std::string_view rest_;
};

// ---- Lines 1 to 4 -------------------------------------------------------------------------------

bool read_first_line(Reader& reader, std::string_view file_name, SpoolHeader& out) {
  if (!file_name.ends_with("-H")) return false;
  const auto id = parse_message_id(file_name.substr(0, file_name.size() - 2));
  if (!id) return false;
  out.id = *id;
  const auto line = reader.line();
  return line && *line == file_name;
}

// The number at the end of `text`, taken off together with the blank before it.
std::optional<std::int64_t> take_last_number(std::string_view& text) {
  const auto blank = text.rfind(' ');
  if (blank == std::string_view::npos) return {};
  const auto value = number_of<std::int64_t>(text.substr(blank + 1));
  if (value) text = text.substr(0, blank);
  return value;
}

// "<login> <uid> <gid>", from the right: a login may hold blanks, uid and gid may be negative.
bool read_login_line(Reader& reader, SpoolHeader& out) {
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

bool read_sender_line(Reader& reader, SpoolHeader& out) {
  const auto line = reader.line();
  if (!line || line->size() < 2 || line->front() != '<' || line->back() != '>') return false;
  out.sender = line->substr(1, line->size() - 2);
  return true;
}

bool read_time_line(Reader& reader, SpoolHeader& out) {
  const auto line = reader.line();
  if (!line) return false;
  out.time_line = *line;
  std::string_view rest = trim(*line);
  const auto received = number_of<std::int64_t>(cut(rest, ' '));
  const auto warnings = number_of<int>(trim(rest));
  if (!received || !warnings) return false;
  out.received_at = Time(seconds(*received));
  out.warnings = *warnings;
  return true;
}

// ---- Options ------------------------------------------------------------------------------------

void set_time(Time& to, std::string_view value) {
  if (const auto number = number_of<std::int64_t>(value)) to = Time(seconds(*number));
}

void set_number(std::int64_t& to, std::string_view value) {
  to = number_of<std::int64_t>(value).value_or(-1);
}

void set_microseconds(SpoolHeader& out, std::string_view value) {
  if (!value.starts_with('.')) return;
  const auto number = number_of<std::int32_t>(value.substr(1));
  if (number && *number >= 0 && *number < 1'000'000) out.received_microseconds = *number;
}

void set_host(SpoolHeader& out, std::string_view value) {
  const HostAndPort host = parse_spool_host(value).value_or(HostAndPort{});
  out.has_host = true;
  out.host_address = host.address;
  out.host_port = host.port;
}

void set_interface(SpoolHeader& out, std::string_view value) {
  const HostAndPort host = parse_spool_host(value).value_or(HostAndPort{});
  out.has_interface = true;
  out.interface_address = host.address;
  out.interface_port = host.port;
}

void set_spam_score(SpoolHeader& out, std::string_view value) {
  const auto number = number_of<std::int64_t>(trim(value));
  out.has_spam_score = number.has_value();
  out.spam_score_int = number.value_or(-1);
}

struct OptionRule {
  std::string_view name;
  void (*set)(SpoolHeader& out, std::string_view value);
};

// Names are compared whole: -local, -localerror and -local_scan are three options, so are
// -host_auth and -host_auth_pubname.
constexpr OptionRule kOptionRules[] = {
    {"received_time_usec", set_microseconds},
    {"helo_name", [](SpoolHeader& out, std::string_view value) { out.helo_name = value; }},
    {"host_address", set_host},
    {"host_name", [](SpoolHeader& out, std::string_view value) { out.host_name = value; }},
    {"host_auth", [](SpoolHeader& out, std::string_view value) { out.host_auth = value; }},
    {"interface_address", set_interface},
    {"ident", [](SpoolHeader& out, std::string_view value) { out.ident = value; }},
    {"received_protocol",
     [](SpoolHeader& out, std::string_view value) { out.received_protocol = value; }},
    {"auth_id", [](SpoolHeader& out, std::string_view value) { out.auth_id = value; }},
    {"auth_sender", [](SpoolHeader& out, std::string_view value) { out.auth_sender = value; }},
    {"local", [](SpoolHeader& out, std::string_view) { out.is_local = true; }},
    {"localerror", [](SpoolHeader& out, std::string_view) { out.is_local_error = true; }},
    {"frozen",
     [](SpoolHeader& out, std::string_view value) {
       out.is_frozen = true;
       set_time(out.frozen_at, value);
     }},
    {"manual_thaw", [](SpoolHeader& out, std::string_view) { out.is_manually_thawed = true; }},
    {"sender_set_untrusted",
     [](SpoolHeader& out, std::string_view) { out.sender_set_untrusted = true; }},
    {"spool_file_wireformat",
     [](SpoolHeader& out, std::string_view) { out.is_wire_format = true; }},
    {"body_linecount",
     [](SpoolHeader& out, std::string_view value) { set_number(out.body_lines, value); }},
    {"spam_score_int", set_spam_score},
};

// A perfect hash over the table above, checked by the compiler: a message has some 15 options, and
// comparing each with 18 names was a third of the parser's time.
constexpr std::size_t kOptionSlots = 64;

constexpr std::size_t option_slot(std::string_view name) {
  if (name.size() < 3) return 0;
  const auto letter = [&](std::size_t i) { return static_cast<unsigned char>(name[i]); };
  return (name.size() + letter(0) + letter(2) * 4u + letter(name.size() - 1) * 3u) % kOptionSlots;
}

struct OptionTable {
  std::array<std::int8_t, kOptionSlots> rule_at{};
  bool collides = false;
};

constexpr OptionTable make_option_table() {
  OptionTable table;
  table.rule_at.fill(-1);
  for (std::size_t i = 0; i < std::size(kOptionRules); ++i) {
    auto& slot = table.rule_at[option_slot(kOptionRules[i].name)];
    table.collides = table.collides || slot >= 0;
    slot = static_cast<std::int8_t>(i);
  }
  return table;
}

constexpr OptionTable kOptionTable = make_option_table();
static_assert(!kOptionTable.collides);

void apply_option(const SpoolOption& option, SpoolHeader& out) {
  const int rule = kOptionTable.rule_at[option_slot(option.name)];
  if (rule < 0) return;
  const OptionRule& found = kOptionRules[static_cast<std::size_t>(rule)];
  if (found.name == option.name) found.set(out, option.value);
}

// "-name", "-name value", "--name value" (tainted), "--(lookup)name value" (tainted and quoted).
SpoolOption split_option(std::string_view line) {
  SpoolOption option;
  line.remove_prefix(1);
  if (line.starts_with('-')) {
    option.is_tainted = true;
    line.remove_prefix(1);
    const auto close = line.starts_with('(') ? line.find(')') : std::string_view::npos;
    if (close != std::string_view::npos && close > 1) {
      option.quoter = line.substr(1, close - 1);
      line.remove_prefix(close + 1);
    }
  }
  const std::size_t end = std::min(line.find(' '), line.size());
  option.name = line.substr(0, end);
  option.has_value = end < line.size();
  if (option.has_value) option.value = line.substr(end + 1);
  return option;
}

bool is_variable(const SpoolOption& option) {
  return option.has_value &&
         (option.name == "aclm" || option.name == "aclc" || option.name == "acl");
}

// Before 4.61 the variables had numbers: 0 to 9 were acl_c0 to acl_c9, 10 to 19 acl_m0 to acl_m9.
bool name_numbered_variable(std::string_view number, SpoolVariable& variable) {
  const auto index = number_of<unsigned>(number);
  if (!index || *index > 19) return false;
  variable.kind = *index < 10 ? 'c' : 'm';
  variable.name = number.substr(number.size() - 1);
  return true;
}

// "-aclm NAME LEN": exactly LEN bytes follow, whatever they are, and one LF.
bool read_variable(Reader& reader, const SpoolOption& option, SpoolVariable& variable) {
  std::string_view rest = option.value;
  variable.name = cut(rest, ' ');
  const auto length = number_of<std::size_t>(trim(rest));
  if (!length) return false;
  if (option.name.size() == 4) {
    variable.kind = option.name.back();
  } else if (!name_numbered_variable(variable.name, variable)) {
    return false;
  }
  const std::string_view left = reader.rest();
  if (*length >= left.size() || left[*length] != '\n') return false;
  variable.value = left.substr(0, *length);
  reader.skip(*length + 1);
  return true;
}

bool read_options(Reader& reader, SpoolHeader& out) {
  while (reader.at('-')) {
    const auto line = reader.line();
    if (!line) return false;
    const SpoolOption option = split_option(*line);
    if (!is_variable(option)) {
      out.options.push_back(option);
      apply_option(option, out);
      continue;
    }
    SpoolVariable variable;
    variable.line = *line;
    variable.before_option = static_cast<std::uint32_t>(out.options.size());
    if (!read_variable(reader, option, variable)) return false;
    out.variables.push_back(variable);
  }
  return true;
}

// ---- The tree of non-recipients -----------------------------------------------------------------

bool is_yes_or_no(char c) { return c == 'Y' || c == 'N'; }

// Pre-order, each line "[YN][YN] name" for "has left, has right". The shape does not matter to us,
// so a count of the lines still owed takes the place of recursion: a chain a million deep is
// harmless.
bool read_tree(Reader& reader, SpoolHeader& out) {
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

bool read_count(Reader& reader, SpoolHeader& out, std::uint64_t& count) {
  const auto line = reader.line();
  if (!line) return false;
  out.count_line = *line;
  const auto number = number_of<std::uint64_t>(trim(*line));
  if (number) count = *number;
  return number.has_value();
}

// `count` may be any number: nothing is reserved by it, the file's own lines are the limit.
bool read_recipients(Reader& reader, std::uint64_t count, SpoolHeader& out) {
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

void split_header(SpoolHeaderLine& header) {
  const std::string_view raw = header.raw;
  header.value = raw;
  const void* found = raw.empty() ? nullptr : std::memchr(raw.data(), ':', raw.size());
  if (found == nullptr) return;
  const auto colon = static_cast<std::size_t>(static_cast<const char*>(found) - raw.data());
  std::size_t end = colon;
  while (end > 0 && (raw[end - 1] == ' ' || raw[end - 1] == '\t')) --end;
  header.name = raw.substr(0, end);
  std::size_t start = colon + 1;
  while (start < raw.size() && (raw[start] == ' ' || raw[start] == '\t')) ++start;
  header.value = raw.substr(start);
}

// "NNN" + flag + blank + exactly NNN bytes, NUL never among them (Exim refuses it; after a crash a
// file may end in a block of them).
bool read_header_line(Reader& reader, SpoolHeaderLine& header) {
  const std::string_view rest = reader.rest();
  std::size_t digits = 0;
  std::size_t length = 0;
  while (digits < rest.size() && digits < 10 && is_digit(rest[digits])) {
    length = length * 10 + static_cast<std::size_t>(rest[digits] - '0');
    ++digits;
  }
  if (digits == 0 || rest.size() < digits + 2 || rest[digits + 1] != ' ') return false;
  if (rest.size() - digits - 2 < length) return false;
  header.count_digits = static_cast<std::uint8_t>(digits);
  header.flag = rest[digits];
  header.raw = rest.substr(digits + 2, length);
  reader.skip(digits + 2 + length);
  return true;
}

bool read_headers(Reader& reader, SpoolHeader& out) {
  const std::string_view all = reader.rest();
  const bool has_nul = !all.empty() && std::memchr(all.data(), '\0', all.size()) != nullptr;
  while (!reader.rest().empty()) {
    SpoolHeaderLine header;
    if (!read_header_line(reader, header)) return false;
    if (has_nul && (header.flag == '\0' || header.raw.contains('\0'))) return false;
    split_header(header);
    if (header.flag != '*') out.live_header_bytes += header.raw.size();
    out.headers.push_back(header);
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
  empty.done_index = std::move(out.done_index);
  empty.options.clear();
  empty.variables.clear();
  empty.non_recipients.clear();
  empty.recipients.clear();
  empty.headers.clear();
  out = std::move(empty);
}

SpoolDamage read_envelope(Reader& reader, std::string_view file_name, SpoolHeader& out) {
  if (reader.rest().empty()) {
    read_first_line(reader, file_name, out);  // for the id
    return SpoolDamage::empty;
  }
  if (!read_first_line(reader, file_name, out)) return SpoolDamage::first_line;
  if (!read_login_line(reader, out)) return SpoolDamage::login_line;
  if (!read_sender_line(reader, out)) return SpoolDamage::sender_line;
  if (!read_time_line(reader, out)) return SpoolDamage::time_line;
  if (!read_options(reader, out)) return SpoolDamage::option;
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

void parse_spool_header(std::string_view bytes, std::string_view file_name, SpoolHeader& out) {
  clear(out);
  Reader reader(bytes);
  out.damage = read_envelope(reader, file_name, out);
  mark_done(out, out.non_recipients);
  if (out.damage != SpoolDamage::none) return;
  const auto blank = reader.line();
  if (!blank || !blank->empty()) {
    out.damage = SpoolDamage::no_blank_line;
  } else if (!read_headers(reader, out)) {
    out.damage = SpoolDamage::headers;
  }
}

std::optional<HostAndPort> parse_spool_host(std::string_view text) {
  std::string_view address = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return {};
    address = text.substr(1, close - 1);
    port = text.substr(close + 1);
    if (!port.empty() && !port.starts_with(':')) return {};
  } else if (const auto dot = text.rfind('.'); dot != std::string_view::npos) {
    // "192.0.2.1.58573" or "192.0.2.1": the last dot starts a port only if an address stands before
    // it. (Exim takes the first dot of an IPv6 text and so misreads "::ffff:192.0.2.1.25".)
    const auto before = parse_ip_address(text.substr(0, dot));
    if (before) {
      address = text.substr(0, dot);
      port = text.substr(dot);
    }
  }
  const auto parsed = parse_ip_address(address);
  if (!parsed) return {};
  if (port.empty()) return HostAndPort{*parsed, 0};
  const auto number = number_of<std::uint16_t>(port.substr(1));
  if (!number) return {};
  return HostAndPort{*parsed, *number};
}

std::vector<std::string_view> parse_spool_journal(std::string_view bytes) {
  std::vector<std::string_view> addresses;
  Reader reader(bytes);
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
