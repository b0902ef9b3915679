// The frame of a line, what kind of line it is, and the wrapping that syslog puts around it.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "base/byte_scan.h"
#include "base/text.h"
#include "formats/clock_text.h"
#include "formats/exim_items.h"
#include "formats/exim_log.h"
#include "formats/syslog_stamp.h"

namespace queuehound {
namespace {

using exim::kNone;
using exim::skip;
using Kind = EximLineKind;

constexpr std::array<std::string_view, 18> kKindNames{
    "arrival", "fake_reject", "delivery",  "additional", "cutthrough",   "suppressed",
    "failure", "deferral",    "completed", "reject",     "auth_failure", "connection",
    "cwd",     "queue_run",   "frozen",    "removed",    "other",        "continuation"};

constexpr std::size_t kStamp = 19;

unsigned two_digits(const char* at) {
  return static_cast<unsigned>((at[0] - '0') * 10 + (at[1] - '0'));
}

// Eight bytes at once: xor turns digits into 0..9 and right marks into 0; the sum then sets the top
// bit of each byte that is more than that.
struct Shape {
  std::uint64_t wanted, limits;

  consteval explicit Shape(const char (&text)[9]) : wanted(0), limits(0) {
    std::array<char, 8> bytes{}, room{};
    for (std::size_t i = 0; i < 8; ++i) {
      bytes[i] = text[i];
      room[i] = text[i] == '0' ? 0x76 : 0x7f;
    }
    wanted = std::bit_cast<std::uint64_t>(bytes);
    limits = std::bit_cast<std::uint64_t>(room);
  }
  std::uint64_t wrong_bits(const char* at) const {
    std::uint64_t text = 0;
    std::memcpy(&text, at, sizeof text);
    const std::uint64_t difference = text ^ wanted;
    return ((difference + limits) | difference) & 0x8080808080808080u;
  }
};

bool has_stamp_shape(const char* at) {
  constexpr Shape kYearMonth("0000-00-"), kDayHour("00 00:00"), kClock("00:00:00");
  return (kYearMonth.wrong_bits(at) | kDayHour.wrong_bits(at + 8) | kClock.wrong_bits(at + 11)) ==
         0;
}

// Seconds of the wall clock. 32-bit arithmetic with years from March on: this runs for every line,
// and days_from_civil's 64-bit divisions were a quarter of the frame's cost.
std::optional<std::int64_t> stamp_seconds(const char* at) {
  constexpr std::array<std::uint16_t, 13> kBefore{0,   306, 337, 0,   31,  61, 92,
                                                  122, 153, 184, 214, 245, 275};
  constexpr std::array<std::uint8_t, 13> kLength{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const unsigned year = two_digits(at) * 100 + two_digits(at + 2);
  const unsigned month = two_digits(at + 5), day = two_digits(at + 8);
  const unsigned hour = two_digits(at + 11), minute = two_digits(at + 14);
  const unsigned second = two_digits(at + 17);
  if (hour > 23 || minute > 59 || second > 60) return {};
  if (year == 0 || month - 1 > 11 || day - 1 >= kLength[month]) return {};
  const unsigned y = year - (month <= 2);
  const unsigned days = y * 365 + y / 4 - y / 100 + y / 400 + kBefore[month] + day;
  constexpr std::int64_t kEpoch = 719469;
  return (static_cast<std::int64_t>(days) - kEpoch) * 86400 + hour * 3600 + minute * 60 + second;
}

// ".mmm" with +millisec, " +hhmm" with log_timezone.
void take_fraction_and_zone(std::string_view& rest, EximFrame& frame) {
  if (char_at(rest, 0) == '.') {
    const int millisecond = digits_at(rest, 1, 3);
    if (millisecond >= 0) {
      frame.millisecond = static_cast<std::int16_t>(millisecond);
      rest.remove_prefix(4);
    }
  }
  const char sign = char_at(rest, 1);
  if (char_at(rest, 0) != ' ' || (sign != '+' && sign != '-')) return;
  const int hour = digits_at(rest, 2, 2), minute = digits_at(rest, 4, 2);
  if (hour < 0 || minute < 0 || hour > 23 || minute > 59) return;
  if (rest.size() > 6 && rest[6] != ' ') return;
  const std::int32_t east = hour * 3600 + minute * 60;
  frame.has_zone = true;
  frame.zone_seconds = sign == '-' ? -east : east;
  rest.remove_prefix(6);
}

// "[pid] " stands directly behind the stamp; "[192.0.2.1] ..." there is text.
void take_pid(std::string_view& rest, EximFrame& frame) {
  if (char_at(rest, 0) != '[') return;
  std::string_view after = rest.substr(1);
  std::uint64_t pid = 0;
  if (!exim::take_number(after, pid) || !skip(after, "]") || !exim::is_at_blank(after)) return;
  frame.pid = pid;
  skip(after, " ");
  rest = after;
}

// A blank and then neither a zone nor a process: as Exim logs unless told otherwise.
bool has_bare_stamp(std::string_view rest) {
  if (rest.size() < 2 || rest[0] != ' ') return false;
  const char first = rest[1];
  return first != '+' && first != '-' && first != '[';
}

void take_id(std::string_view& rest, EximFrame& frame) {
  if (char_at(rest, 6) != '-') return;
  const unsigned length = message_id_length(rest);
  if (length == 0 || char_at(rest, length) != ' ') return;
  frame.id = rest.substr(0, length);
  rest.remove_prefix(length + 1);
}

struct KindRow {
  std::string_view start;
  Kind kind;
};

constexpr std::array kWithId{
    KindRow{"Completed", Kind::completed},
    KindRow{"Frozen", Kind::frozen},
    KindRow{"Message is frozen", Kind::frozen},
    KindRow{"frozen by ", Kind::frozen},
    KindRow{"Message removed because older than ", Kind::removed},
    KindRow{"removed by ", Kind::removed},
    KindRow{"cancelled by ", Kind::removed},
};
constexpr std::array kAnywhere{
    KindRow{"SMTP call from ", Kind::connection},
    KindRow{"SMTP protocol synchronization error ", Kind::reject},
    KindRow{"SMTP protocol error in ", Kind::connection},
    KindRow{"SMTP syntax error in ", Kind::connection},
    KindRow{"SMTP command timeout on ", Kind::connection},
    KindRow{"SMTP data timeout ", Kind::connection},
    KindRow{"unexpected disconnection while ", Kind::connection},
    KindRow{"unexpected EOF while ", Kind::connection},
    KindRow{"unexpected end of file while ", Kind::connection},
    KindRow{"no MAIL in ", Kind::connection},
    KindRow{"Connection from ", Kind::connection},
    KindRow{"refused connection from ", Kind::connection},
    KindRow{"TLS error on connection from ", Kind::connection},
    KindRow{"temporarily refused connection from ", Kind::connection},
    KindRow{"rejected ", Kind::reject},
    KindRow{"temporarily rejected ", Kind::reject},
    KindRow{"too many recipients: message rejected: ", Kind::reject},
    KindRow{"unqualified sender rejected: ", Kind::reject},
    KindRow{"unqualified recipient rejected: ", Kind::reject},
    KindRow{"Start queue run: ", Kind::queue_run},
    KindRow{"End queue run: ", Kind::queue_run},
    KindRow{"Abandon queue run: ", Kind::queue_run},
    KindRow{"Start '", Kind::queue_run},
    KindRow{"End '", Kind::queue_run},
    KindRow{"Abandon '", Kind::queue_run},
};

template <std::size_t N>
Kind kind_by_start(std::string_view text, const std::array<KindRow, N>& rows) {
  if (text.empty()) return Kind::other;
  for (const KindRow& row : rows) {
    if (row.start.front() == text.front() && text.starts_with(row.start)) return row.kind;
  }
  return Kind::other;
}

// Behind "SMTP connection ".
Kind kind_of_connection(std::string_view rest) {
  const bool is_other = begins_with(rest, "outbound ") || begins_with(rest, "identification ");
  return is_other ? Kind::other : Kind::connection;
}

// "NAME authenticator failed for ..."; a name has none of the marks that items are made of.
bool is_auth_failure(std::string_view text) {
  const std::size_t blank = text.substr(0, 64).find(' ');
  if (blank == kNone || blank == 0) return false;
  if (!text.substr(blank).starts_with(" authenticator failed for ")) return false;
  return text.substr(0, blank).find_first_of("=([<") == kNone;
}

// A line that starts with a host, a user or a sender is a refusal only if one follows; a remote
// host's error text in a delivery may hold the same words, so lines with an id are parsed.
bool is_reject(const EximFrame& frame) {
  constexpr std::array<std::string_view, 4> kWords{" rejected ", " sender verify ",
                                                   " discarded by ", " dropped by "};
  const std::string_view text = frame.text;
  const bool has_word =
      std::ranges::any_of(kWords, [&](std::string_view word) { return text.find(word) != kNone; });
  return has_word && parse_exim_reject(text).has_value();
}

bool starts_with_who(std::string_view text) {
  if (char_at(text, 1) != '=') return false;
  return text.front() == 'H' || text.front() == 'U' || text.front() == 'F';
}

Kind kind_of_who(const EximFrame& frame) {
  if (is_reject(frame)) return Kind::reject;
  const bool is_incomplete = frame.text.contains(" incomplete transaction (") &&
                             parse_exim_connection(frame.text).has_value();
  return is_incomplete ? Kind::connection : Kind::other;
}

}  // namespace

std::string_view kind_name(EximLineKind kind) { return kKindNames[static_cast<std::size_t>(kind)]; }

std::optional<EximFrame> parse_exim_frame(std::string_view line) {
  EximFrame frame;
  if (!EximFrameReader().read(line, frame)) return {};
  return frame;
}

bool EximFrameReader::read_any(std::string_view line, EximFrame& frame) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.size() < kStamp) return false;
  const char* at = line.data();
  if (std::memcmp(at, minute_, sizeof minute_) == 0 && is_digit(at[17]) && is_digit(at[18]) &&
      at[17] < '6') {
    frame.wall.seconds = minute_starts_ + two_digits(at + 17);
  } else {
    if (!has_stamp_shape(at)) return false;
    const auto seconds_on_wall = stamp_seconds(at);
    if (!seconds_on_wall) return false;
    frame.wall.seconds = *seconds_on_wall;
    std::memcpy(minute_, at, sizeof minute_);
    minute_starts_ = *seconds_on_wall - two_digits(at + 17);
  }
  std::string_view rest = line.substr(kStamp);
  if (!has_bare_stamp(rest)) {
    take_fraction_and_zone(rest, frame);
    if (!exim::is_at_blank(rest)) return false;
    skip(rest, " ");
    take_pid(rest, frame);
  } else {
    rest.remove_prefix(1);
  }
  take_id(rest, frame);
  frame.text = rest;
  return true;
}

EximLineKind classify_exim_text(const EximFrame& frame) {
  const std::string_view text = frame.text;
  if (begins_with(text, "cwd=")) return Kind::cwd;
  if (!frame.id.empty()) {
    if (const Kind kind = kind_of_marks(text); kind != Kind::other) return kind;
    if (const Kind kind = kind_by_start(text, kWithId); kind != Kind::other) return kind;
  }
  if (begins_with(text, "SMTP connection ")) return kind_of_connection(text.substr(16));
  if (starts_with_who(text)) return kind_of_who(frame);
  if (const Kind kind = kind_by_start(text, kAnywhere); kind != Kind::other) return kind;
  return is_auth_failure(text) ? Kind::auth_failure : Kind::other;
}

std::optional<SyslogEximLine> unwrap_syslog(std::string_view line, std::string_view name) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  const auto syslog = parse_syslog_line(line);
  if (!syslog || syslog->host.empty()) return {};
  if (!syslog->program.starts_with("exim") && (name.empty() || syslog->program != name)) return {};
  SyslogEximLine out;
  const auto stamp_end = static_cast<std::size_t>(syslog->host.data() - line.data());
  out.syslog_stamp = trim(line.substr(0, stamp_end));
  out.pid = syslog->pid;
  out.line = syslog->text;
  std::string_view rest = syslog->text;
  std::uint64_t part = 0, parts = 0;
  if (!skip(rest, "[") || !exim::take_number(rest, part)) return out;
  const bool ends_line = char_at(rest, 0) == '\\';
  if (!skip(rest, "/") && !skip(rest, "\\")) return out;
  if (!exim::take_number(rest, parts) || !skip(rest, "]") || !exim::is_at_blank(rest)) return out;
  if (part == 0 || part > parts || parts > 9999) return out;
  skip(rest, " ");
  out.part = static_cast<unsigned>(part);
  out.parts = static_cast<unsigned>(parts);
  out.ends_line = ends_line;
  out.line = rest;
  return out;
}

// syslog_timestamp = no cuts off the stamp alone, so +pid leaves its number in front of the id. It
// is the number in syslog's own tag: another one is text.
EximFrame parse_unstamped_exim_frame(std::string_view text, std::uint64_t syslog_pid) {
  EximFrame frame;
  std::string_view rest = text;
  take_pid(rest, frame);
  if (syslog_pid != 0 && frame.pid != syslog_pid) rest = text;
  if (syslog_pid != 0) frame.pid = syslog_pid;
  take_id(rest, frame);
  frame.text = rest;
  return frame;
}

std::optional<EximRemoval> parse_exim_removal(std::string_view text) {
  EximRemoval removal;
  removal.was_too_old = skip(text, "Message removed because older than ");
  if (removal.was_too_old) {
    removal.by = text;
    return removal;
  }
  removal.was_cancelled = skip(text, "cancelled by ");
  if (!removal.was_cancelled && !skip(text, "removed by ")) return {};
  removal.by = text;
  return removal;
}

std::string unescape_exim_subject(std::string_view escaped) {
  constexpr std::string_view kLetters = "nrtbvf\"\\";
  constexpr std::string_view kMeanings = "\n\r\t\b\v\f\"\\";
  const auto is_octal = [](char c) { return c >= '0' && c <= '7'; };
  std::string out;
  out.reserve(escaped.size());
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    const std::string_view code = escaped.substr(i + 1, 3);
    if (escaped[i] != '\\' || code.empty()) {
      out += escaped[i];
    } else if (const std::size_t at = kLetters.find(code[0]); at != kNone) {
      out += kMeanings[at];
      ++i;
    } else if (code.size() == 3 && code[0] <= '3' && std::ranges::all_of(code, is_octal)) {
      out += static_cast<char>((code[0] - '0') * 64 + (code[1] - '0') * 8 + (code[2] - '0'));
      i += 3;
    } else {
      out += '\\';
    }
  }
  return out;
}

}  // namespace queuehound
