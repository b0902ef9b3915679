#include "formats/access_log.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/byte_scan.h"
#include "base/ip_address.h"
#include "base/text.h"
#include "formats/access_columns.h"
#include "formats/access_json.h"
#include "formats/access_stamp.h"
#include "formats/access_words.h"
#include "formats/clock_text.h"
#include "formats/haproxy_log.h"
#include "formats/quoted_field.h"
#include "formats/syslog_stamp.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// --- The stamp: "[23/Nov/2026:13:40:28 +0000]" ---------------------------------------------------

struct Stamp {
  std::size_t at = 0, length = 0;
  Time time{};
};

// Seconds since 1970 of "23/Nov/2026:13:40:28" or "2026-11-23T13:40:28", either with a blank in
// place of its middle; both are as long up to `end`.
std::optional<std::int64_t> wall_of(std::string_view text, std::size_t& end) {
  if (char_at(text, 4) == '-' && char_at(text, 7) == '-') {
    end = 19;
    if (char_at(text, 10) != 'T' && char_at(text, 10) != ' ') return {};
    return wall_seconds(digits_at(text, 0, 4), digits_at(text, 5, 2), digits_at(text, 8, 2),
                        clock_at(text, 11));
  }
  end = 20;
  if (char_at(text, 2) != '/' || char_at(text, 6) != '/') return {};
  if (char_at(text, 11) != ':' && char_at(text, 11) != ' ') return {};
  return wall_seconds(digits_at(text, 7, 4), static_cast<int>(month_at(text, 3)),
                      digits_at(text, 0, 2), clock_at(text, 12));
}

// Between the brackets: what access_time() takes, nginx's $time_iso8601, and Apache's pieces put
// together, "23/Nov/2026 13:40:28.123 +0000".
std::optional<Time> any_time(std::string_view text) {
  std::size_t at = 0;
  const auto wall = wall_of(text, at);
  if (!wall) return {};
  at = skip_fraction(text, at);
  if (char_at(text, at) == ' ') ++at;
  const auto zone = zone_at(text, at);
  if (!zone || at + zone->length != text.size()) return {};
  return Time{seconds{*wall - zone->seconds}};
}

std::optional<Stamp> any_stamp_at(std::string_view line, std::size_t at) {
  constexpr std::size_t kLongest = 48;
  const std::string_view text = line.substr(at + 1, kLongest);
  const std::size_t close = text.find(']');
  if (close == kNone) return {};
  const auto time = any_time(text.substr(0, close));
  if (!time) return {};
  return Stamp{at, close + 2, *time};
}

// Where the request's quote opens behind a stamp that ends at `at`: next to it, or behind the few
// words that a format has there (a site, a duration). No client's word is among them: a user's name
// stands before the stamp, so one with a stamp in it has another's bracket before the quote.
std::size_t request_quote(std::string_view line, std::size_t at) {
  constexpr int kMostWords = 4;
  for (int words = 0; words <= kMostWords; ++words) {
    if (char_at(line, at) != ' ') return kNone;
    at = line.find_first_not_of(' ', at);
    if (at == kNone) return kNone;
    if (line[at] == '"') return at;
    const std::size_t end = std::min(line.find(' ', at), line.size());
    if (line.substr(at, end - at).find_first_of("[]\"") != kNone) return kNone;
    at = end;
  }
  return kNone;
}

// By shape, because a user name may hold blanks and brackets. The first that fits is the server's:
// servers escape quotes, so no client text before it can hold `] "`.
std::optional<Stamp> find_stamp(std::string_view line, std::size_t& quote) {
  for (std::size_t at = line.find('['); at != kNone; at = line.find('[', at + 1)) {
    if (at == 0 || line[at - 1] != ' ') continue;
    const std::size_t usual = at + kStampLength;
    if (char_at(line, usual) == ' ' && char_at(line, usual + 1) == '"')
      if (const auto time = access_stamp_at(line, at)) {
        quote = usual + 1;
        return Stamp{at, kStampLength, *time};
      }
    const auto stamp = any_stamp_at(line, at);
    if (!stamp) continue;
    quote = request_quote(line, at + stamp->length);
    if (quote != kNone) return stamp;
  }
  return {};
}

// nginx's and Apache's lines that went through syslog: "Nov 23 13:40:28 web1 nginx: 192.0.2.7 ...".
// No client's address begins like a stamp of syslog.
std::string_view without_syslog_frame(std::string_view line) {
  if (char_at(line, 3) != ' ' && char_at(line, 10) != 'T') return line;
  const auto syslog = parse_syslog_line(line);
  return syslog && !syslog->program.empty() ? syslog->text : line;
}

// --- What stands around it -----------------------------------------------------------------------

// OpenLiteSpeed keeps the quotes that its logFormat stands in: one before the client, one at the
// end.
void unwrap(std::string_view& columns, std::string_view& rest) {
  if (!columns.starts_with('"') || columns.find('"', 1) != kNone) return;
  columns.remove_prefix(1);
  std::size_t quotes = 1;  // the one that opened the request is not in `rest`
  for (std::size_t at = rest.find('"'); at != kNone; at = rest.find('"', at + 1))
    if (!is_escaped(rest, 0, at)) ++quotes;
  if (quotes % 2 == 1 && rest.ends_with('"')) rest.remove_suffix(1);
}

// --- A stamp in front: `[stamp] client "request" ...` --------------------------------------------

std::optional<Stamp> stamp_in_front(std::string_view line) {
  // Nearly every line begins with an address or a name.
  if (char_at(line, 0) != '[' && char_at(line, 2) != '/' && char_at(line, 4) != '-') return {};
  std::optional<Stamp> stamp;
  if (line.starts_with('[')) {
    stamp = any_stamp_at(line, 0);
  } else {
    std::size_t end = line.find(' ');
    // "23/Nov/2026:13:40:28 +0100" has a blank of its own.
    if (end != kNone && char_at(line, 2) == '/') end = line.find(' ', end + 1);
    if (end == kNone) return {};
    if (const auto time = any_time(line.substr(0, end))) stamp = Stamp{0, end, *time};
  }
  if (stamp && char_at(line, stamp->length) != ' ') stamp.reset();
  return stamp;
}

// What stands between it and the request's quote. A bracket in it is the stamp of a line of the
// usual kind, whose first column a client filled, and a backslash stands in a client's word.
std::optional<std::string_view> columns_behind(std::string_view line, const Stamp& stamp) {
  const std::size_t quote = line.find('"', stamp.length);
  if (quote == kNone || line[quote - 1] != ' ') return {};
  const std::string_view columns = trim(line.substr(stamp.length, quote - stamp.length));
  if (columns.empty() || columns.find_first_of("[]\\") != kNone) return {};
  return columns;
}

// Behind the quote that opens the request.
std::string_view behind_quote(std::string_view line, std::string_view columns) {
  const auto end = static_cast<std::size_t>(columns.data() + columns.size() - line.data());
  return line.substr(line.find('"', end) + 1);
}

// --- What stands behind it: "request" status bytes ["referer" "agent" ...] -----------------------

// ` 200 1234` with a blank or the end behind.
bool take_status(std::string_view& rest, AccessRequest& request) {
  const int status = digits_at(rest, 1, 3);
  if (char_at(rest, 0) != ' ' || status < 0 || char_at(rest, 4) != ' ') return false;
  const std::string_view bytes = token_of(rest.substr(5));
  const auto number = parse_number<std::int64_t>(bytes);
  if (number ? *number < 0 : bytes != "-") return false;
  request.status = status;
  request.bytes = number.value_or(-1);
  rest.remove_prefix(5 + bytes.size());
  return true;
}

// A quoted word before the request: `"site.example" "GET / HTTP/1.1" 200`. A request of one word
// has its status behind it.
void skip_quoted_words(std::string_view& rest) {
  for (int words_left = 4; words_left > 0; --words_left) {
    std::size_t quote = 0;
    while (quote < rest.size() && rest[quote] != '"' && rest[quote] != ' ' && rest[quote] != '\\')
      ++quote;
    if (!rest.substr(quote).starts_with("\" \"")) return;
    rest.remove_prefix(quote + 3);
  }
}

// `rest` starts behind the opening quote. The request ends at the first unescaped quote with a
// status behind it; failing that (a server that does not escape), at any quote with one.
bool take_request(std::string_view& rest, AccessRequest& request) {
  for (const bool even_escaped : {false, true}) {
    for (std::size_t at = rest.find('"'); at != kNone; at = rest.find('"', at + 1)) {
      if (!even_escaped && is_escaped(rest, 0, at)) continue;
      std::string_view behind_quote = rest.substr(at + 1);
      if (!take_status(behind_quote, request)) continue;
      request.request = rest.substr(0, at);
      rest = behind_quote;
      return true;
    }
  }
  return false;
}

// False if a field is cut off: the line is still being written.
bool take_client_fields(std::string_view rest, AccessRequest& request) {
  std::string_view field;
  int count = 0;
  while (!rest.empty()) {
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (!rest.starts_with('"')) {  // a duration, a port, a pid: formats add what they like
      rest.remove_prefix(std::min(rest.find(' '), rest.size()));
      continue;
    }
    if (!take_quoted(rest, field)) return false;
    ++count;
    if (count == 1) request.referer = empty_if_dash(field);
    if (count == 2) request.user_agent = empty_if_dash(field);
  }
  if (count > 2 && is_address_list(field)) request.forwarded_for = field;
  return true;
}

void split_request(AccessRequest& request) {
  std::string_view rest = request.request;
  const std::string_view method = token_of(rest);
  if (!is_http_method(method) || method.size() == rest.size()) return;  // TLS bytes, "-", nothing
  request.method = method;
  rest = behind(rest, method);
  const std::size_t blank = rest.rfind(' ');
  const std::string_view last = blank == kNone ? std::string_view{} : rest.substr(blank + 1);
  if (last.starts_with("HTTP/") || last.starts_with("HTTP\\/")) {  // JSON may escape the slash
    request.protocol = last;
    rest = rest.substr(0, blank);
  }
  request.target = rest;
}

// --- Escapes -------------------------------------------------------------------------------------

char simple_escape(char c) {
  constexpr std::string_view kFrom = "\"\\/nrtbvf";
  constexpr std::string_view kTo = "\"\\/\n\r\t\b\v\f";
  const std::size_t at = kFrom.find(c);
  return at == kNone ? '\0' : kTo[at];
}

// JSON's "\uHHHH" at `at`, of two where one is a surrogate; its length, 0: it is none.
std::size_t append_utf16(std::string_view text, std::size_t at, std::string& bytes) {
  const auto unit_at = [&](std::size_t from) {
    if (char_at(text, from) != '\\' || char_at(text, from + 1) != 'u') return -1;
    const int high = hex_byte_at(text, from + 2), low = hex_byte_at(text, from + 4);
    return high < 0 || low < 0 ? -1 : high * 256 + low;
  };
  const int first = unit_at(at), second = unit_at(at + 6);
  if (first < 0) return 0;
  const bool is_pair = first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
  const int code = is_pair ? 0x10000 + (first - 0xd800) * 0x400 + (second - 0xdc00) : first;
  const auto add = [&](int byte) { bytes += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xc0 | code >> 6);
    add(0x80 | (code & 0x3f));
  } else {
    if (code < 0x10000) {
      add(0xe0 | code >> 12);
    } else {
      add(0xf0 | code >> 18);
      add(0x80 | (code >> 12 & 0x3f));
    }
    add(0x80 | (code >> 6 & 0x3f));
    add(0x80 | (code & 0x3f));
  }
  return is_pair ? 12 : 6;
}

// --- Paths ---------------------------------------------------------------------------------------

// The path in origin form ("/a?b") or absolute form ("http://host/a"); nothing in the others.
std::string_view path_part(std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  if (target.starts_with('/')) return target;
  const std::size_t scheme = target.find("://");
  if (scheme == kNone || !is_http_method(target.substr(0, scheme))) return {};
  const std::size_t path = target.find('/', scheme + 3);
  return path == kNone ? std::string_view{"/"} : target.substr(path);
}

std::string percent_decoded(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int byte = text[at] == '%' ? hex_byte_at(text, at + 1) : -1;
    bytes += byte < 0 ? text[at] : static_cast<char>(byte);
    if (byte >= 0) at += 2;
  }
  return bytes;
}

#if defined(__SSE2__)
// Sixteen bytes at a step while they are a plain path's, up to where one ends or the last few
// bytes. False where something needs undoing.
bool skip_plain_path(std::string_view target, std::size_t& length) {
  const auto equal = [](__m128i bytes, char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
  const auto bits = [](__m128i bytes) { return static_cast<unsigned>(_mm_movemask_epi8(bytes)); };
  unsigned slash_before = 0;  // whether the byte before the sixteen is one
  for (; target.size() - length >= 16; length += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(target.data() + length));
    const unsigned ends = bits(_mm_or_si128(equal(bytes, '?'), equal(bytes, '#')));
    const unsigned undone =
        bits(_mm_or_si128(_mm_or_si128(equal(bytes, '%'), equal(bytes, '\\')), equal(bytes, '\0')));
    const unsigned slashes = bits(equal(bytes, '/'));
    const unsigned segments = (slashes << 1 | slash_before) & (slashes | bits(equal(bytes, '.')));
    const unsigned of_path = ends == 0 ? 0xffffu : (ends & (0u - ends)) - 1;
    if (((undone | segments) & of_path) != 0) return false;
    if (ends != 0) {
      length += static_cast<std::size_t>(std::countr_zero(ends));
      return true;
    }
    slash_before = slashes >> 15 & 1;
  }
  return true;
}
#endif

// `path` starts with a slash. ".." stops at the root: nothing leads out of it.
std::string without_dot_segments(std::string_view path) {
  std::string clean;
  clean.reserve(path.size());
  bool is_directory = true;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    is_directory = segment.empty() || segment == "." || segment == "..";
    if (segment == "..") clean.resize(clean.empty() ? 0 : clean.rfind('/'));
    if (!is_directory) (clean += '/') += segment;
    at = end + 1;
  }
  if (is_directory) clean += '/';
  return clean;
}

// Of a target whose log's escapes are undone.
std::string path_of_bytes(std::string_view target) {
  const std::string path = percent_decoded(path_part(target));
  // "%00": servers refuse it, and file names would end there.
  if (path.empty() || path.contains('\0')) return {};
  return without_dot_segments(path);
}

std::optional<AccessRequest> parse_behind_stamp(std::string_view line, const Stamp& stamp,
                                                std::string_view columns) {
  AccessRequest request;
  request.at = stamp.time;
  std::string_view rest = behind_quote(line, columns);
  skip_quoted_words(rest);
  if (!fill_columns_behind_stamp(columns, request) || !take_request(rest, request) ||
      !take_client_fields(rest, request))
    return {};
  split_request(request);
  return request;
}

// Of a line without syslog's frame.
std::size_t request_stops_at(std::string_view line) {
  if (may_be_json(line)) return access_json_stops_at(line);
  std::size_t opening = 0;
  const auto stamp = find_stamp(line, opening);
  if (!stamp) {
    // Behind a stamp that no request follows; else where the stamp should be.
    for (std::size_t at = line.find(" ["); at != kNone; at = line.find(" [", at + 1))
      if (const auto alone = any_stamp_at(line, at + 1)) return at + 1 + alone->length;
    const std::size_t bracket = line.find(" [");
    return bracket == kNone ? 0 : bracket + 1;
  }
  const std::size_t begin = opening + 1;
  AccessRequest request;
  std::string_view rest = line.substr(begin);
  if (take_request(rest, request)) {  // a quoted field behind it has no end
    const auto status_end = static_cast<std::size_t>(rest.data() - line.data());
    const std::size_t quote = line.rfind('"');
    return quote == kNone || quote < status_end ? status_end : quote;
  }
  std::size_t quote = line.find('"', begin);
  while (quote != kNone && is_escaped(line, begin, quote)) quote = line.find('"', quote + 1);
  if (quote == kNone) return line.size();
  const std::string_view behind_quote = line.substr(quote + 1);
  const bool has_status = behind_quote.starts_with(' ') && digits_at(behind_quote, 1, 3) >= 0;
  return quote + 1 + (has_status ? 4 : 0);
}

}  // namespace

std::optional<AccessRequest> parse_access_line(std::string_view line) {
  line = without_syslog_frame(without_leading_nuls(line));
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (may_be_json(line)) {
    auto request = parse_access_json(line);
    if (request && request->method.empty()) split_request(*request);
    return request;
  }
  // First: in its lines a client may write what looks like the others' stamp.
  if (may_be_haproxy_line(line))
    if (auto request = parse_haproxy_line(line)) {
      split_request(*request);
      return request;
    }
  const auto in_front = stamp_in_front(line);
  if (in_front)
    if (const auto columns = columns_behind(line, *in_front))
      return parse_behind_stamp(line, *in_front, *columns);
  std::size_t quote = 0;
  const auto stamp = find_stamp(line, quote);
  if (!stamp) return {};
  AccessRequest request;
  request.at = stamp->time;
  std::string_view columns = line.substr(0, stamp->at - 1);
  std::string_view rest = line.substr(quote + 1);
  unwrap(columns, rest);
  skip_quoted_words(rest);
  fill_columns(columns, request);
  // Then the second stamp is of a client's making, or all before it is.
  if (in_front && parse_ip_address(request.client)) return {};
  if (!take_request(rest, request) || !take_client_fields(rest, request)) return {};
  split_request(request);
  return request;
}

// One frame is taken off, as parse_access_line does: a text may hold another, and another in that.
std::size_t access_stops_at(std::string_view whole) {
  const std::string_view line = without_syslog_frame(whole);
  return whole.size() - line.size() + request_stops_at(line);
}

std::optional<std::string_view> plain_request_path(std::string_view target) {
  if (!target.starts_with('/')) return {};
  char before = 0;
  std::size_t length = 0;
#if defined(__SSE2__)
  if (!skip_plain_path(target, length)) return {};
  if (length > 0) before = target[length - 1];
#endif
  for (; length < target.size(); ++length) {
    const char c = target[length];
    if (c == '?' || c == '#') break;
    const bool begins_segment = before == '/' && (c == '/' || c == '.');
    if (c == '%' || c == '\\' || c == '\0' || begins_segment) return {};
    before = c;
  }
  return target.substr(0, length);
}

std::string request_path(std::string_view target) {
  std::string unescaped;
  if (target.contains('\\')) target = unescaped = unescape_access_field(target);
  return path_of_bytes(target);
}

std::string request_path(const AccessRequest& request) {
  return request.has_hash_escapes ? path_of_bytes(undo_hash_escapes(request.target))
                                  : request_path(request.target);
}

Time time_of(const AccessRequest& request, const TimeZone& zone) {
  return request.is_wall_clock ? zone.to_utc(WallClock{request.at.time_since_epoch().count()})
                               : request.at;
}

std::optional<AccessRequest> parse_access_line(std::string_view line, const TimeZone& zone) {
  auto request = parse_access_line(line);
  if (request) request->at = time_of(*request, zone);
  return request;
}

std::string unescape_access_field(std::string_view field) {
  std::string bytes;
  bytes.reserve(field.size());
  for (std::size_t at = 0; at < field.size(); ++at) {
    const char next = field[at] == '\\' ? char_at(field, at + 1) : '\0';
    const int byte = next == 'x' || next == 'X' ? hex_byte_at(field, at + 2) : -1;
    if (byte >= 0) {
      bytes += static_cast<char>(byte);
      at += 3;
    } else if (const std::size_t length = next == 'u' ? append_utf16(field, at, bytes) : 0) {
      at += length - 1;
    } else if (const char plain = simple_escape(next); next != '\0' && plain != '\0') {
      bytes += plain;
      ++at;
    } else {
      bytes += field[at];
    }
  }
  return bytes;
}

}  // namespace queuehound
