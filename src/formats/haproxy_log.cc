#include "formats/haproxy_log.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/access_columns.h"
#include "formats/access_words.h"
#include "formats/clock_text.h"
#include "formats/syslog_stamp.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// "[23/Nov/2026:13:40:28.655]": to the millisecond, and of no zone.
constexpr std::size_t kStampLength = 26;

std::optional<Time> wall_at(std::string_view text) {
  if (text.size() < kStampLength || text[0] != '[' || text[3] != '/' || text[7] != '/' ||
      text[12] != ':' || text[21] != '.' || digits_at(text, 22, 3) < 0 ||
      text[kStampLength - 1] != ']')
    return {};
  const auto wall = wall_seconds(digits_at(text, 8, 4), static_cast<int>(month_at(text, 4)),
                                 digits_at(text, 1, 2), clock_at(text, 13));
  if (!wall) return {};
  return Time{seconds{*wall}};
}

// "192.0.2.7:51234", "2001:db8::7:51234", "unix:1": the address.
std::optional<std::string_view> client_of(std::string_view word) {
  const std::size_t colon = word.rfind(':');
  if (colon == kNone || !parse_number<std::uint16_t>(word.substr(colon + 1))) return {};
  const std::string_view address = word.substr(0, colon);
  if (address != "unix" && !parse_ip_address(address)) return {};
  return address;
}

// "0/0/1/12/+13": so many numbers, of which some are -1 or have a plus.
bool are_numbers(std::string_view word, std::size_t count) {
  std::size_t found = 0;
  while (!word.empty()) {
    std::string_view number = cut(word, '/');
    if (number.starts_with('+')) number.remove_prefix(1);
    if (!parse_number<std::int64_t>(number)) return false;
    ++found;
  }
  return found == count;
}

std::string_view take_word(std::string_view& rest) {
  const std::string_view word = token_of(rest);
  rest = behind(rest, word);
  return word;
}

// "frontend backend/server timers status bytes", none of them a client's.
bool take_outcome(std::string_view& rest, AccessRequest& request) {
  constexpr std::size_t kTimers = 5;
  const std::string_view frontend = take_word(rest);
  const std::string_view server = take_word(rest);
  if (frontend.empty() || !server.contains('/') || !are_numbers(take_word(rest), kTimers))
    return false;
  const std::string_view status = take_word(rest);
  std::string_view bytes = take_word(rest);
  if (bytes.starts_with('+')) bytes.remove_prefix(1);  // option logasap: as many at the least
  const auto code = parse_number<int>(status);
  const auto size = parse_number<std::int64_t>(bytes);
  if (!code || *code < -1 || *code > 999 || !size || *size < 0) return false;
  request.status = std::max(*code, 0);  // -1: the connection ended before an answer
  request.bytes = *size;
  return true;
}

std::string_view take_last_word(std::string_view& text) {
  const std::size_t blank = text.rfind(' ');
  const std::string_view word = blank == kNone ? text : text.substr(blank + 1);
  text = blank == kNone ? std::string_view{} : text.substr(0, blank);
  return word;
}

// "{shop.example|Mozilla/5.0}" at the end of `text`: what is inside it.
std::optional<std::string_view> take_last_braces(std::string_view& text) {
  if (!text.ends_with('}')) return {};
  const std::size_t open = text.rfind('{');
  if (open == kNone || open == 0 || text[open - 1] != ' ') return {};
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  text = text.substr(0, open - 1);
  return inside;
}

// The last label of a name of hosts is no number.
bool is_host_name(std::string_view text) {
  constexpr std::string_view kLetters =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
  const std::size_t dot = text.rfind('.');
  return dot != kNone && dot > 0 && dot + 1 < text.size() && !is_digit(text[dot + 1]) &&
         text.find_first_not_of(kLetters) == kNone;
}

std::string_view without_port(std::string_view name) { return name.substr(0, port_colon(name)); }

// "cookies state connections queues [{request's headers}] [{answer's}]" before the request. Which
// headers are captured is the configuration's to say: the first that is a host's name is taken for
// one.
bool read_behind_outcome(std::string_view text, AccessRequest& request) {
  constexpr std::size_t kConnections = 5, kQueues = 2, kState = 4;
  std::string_view headers;
  for (int groups = 0; groups < 2; ++groups)
    if (const auto inside = take_last_braces(text)) headers = *inside;
  if (!are_numbers(take_last_word(text), kQueues) ||
      !are_numbers(take_last_word(text), kConnections))
    return false;
  request.termination = take_last_word(text);
  const std::string_view name = without_port(cut(headers, '|'));
  if (is_host_name(name)) request.vhost = name;
  return request.termination.size() == kState;
}

// HTTP/2 has it in the target: "GET https://shop.example/ HTTP/2.0".
std::string_view host_of_target(std::string_view request) {
  std::string_view rest = behind(request, token_of(request));
  const std::size_t scheme = token_of(rest).find("://");
  if (scheme == kNone || !is_http_method(rest.substr(0, scheme))) return {};
  rest.remove_prefix(scheme + 3);
  const std::string_view name = without_port(rest.substr(0, rest.find_first_of("/?# ")));
  return is_host_name(name) ? name : std::string_view{};
}

// " frontend backend/server 0/0/5007 212 -- 0/0/0/0/3 0/0": of a connection in TCP mode.
bool is_connection(std::string_view rest) {
  constexpr std::size_t kTimers = 3;
  if (!rest.starts_with(' ')) return false;
  rest.remove_prefix(1);
  take_word(rest);
  return take_word(rest).contains('/') && are_numbers(take_word(rest), kTimers);
}

// "[stamp] frontend/1: SSL handshake failure"
bool is_failed(std::string_view behind_peer) {
  std::string_view rest = behind(behind_peer, token_of(behind_peer));
  return take_word(rest).ends_with(':');
}

// What it says of its servers and of itself.
bool is_of_processes(std::string_view text) {
  constexpr auto kStarts = std::to_array<std::string_view>(
      {"Server ", "Backup Server ", "Proxy ", "backend ", "Connect from ", "Health check ",
       "Stopping ", "Pausing ", "Enabling ", "Stopped ", "New worker", "Loading success"});
  return std::ranges::any_of(kStarts,
                             [&](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

std::optional<AccessRequest> parse_haproxy_line(std::string_view line) {
  if (!may_be_haproxy_line(line)) return {};
  const std::string_view peer = token_of(line);
  const auto client = client_of(peer);
  const auto wall = wall_at(behind(line, peer));
  if (!client || !wall) return {};
  AccessRequest request;
  request.client = *client == "unix" ? std::string_view("unix:") : *client;
  request.at = *wall;
  request.is_wall_clock = true;
  std::string_view rest = behind(line, peer).substr(kStampLength);
  if (!rest.starts_with(' ')) return {};
  rest.remove_prefix(1);
  const std::size_t quote = rest.find('"');
  if (quote == kNone || quote == 0 || rest[quote - 1] != ' ') return {};
  std::string_view columns = rest.substr(0, quote - 1);
  if (!take_outcome(columns, request) || !read_behind_outcome(columns, request)) return {};
  // A request of more than a thousand bytes is cut, with its quote.
  request.request = rest.substr(quote + 1);
  request.request = request.request.substr(0, request.request.find('"'));
  if (const std::string_view host = host_of_target(request.request); !host.empty())
    request.vhost = host;
  request.is_vhost_unsure = !request.vhost.empty();
  request.has_hash_escapes = true;
  return request;
}

bool is_haproxy_without_request(std::string_view line) {
  const auto syslog = parse_syslog_line(line);
  if (!syslog || syslog->program != "haproxy") return false;
  const std::string_view peer = token_of(syslog->text);
  if (!client_of(peer)) return is_of_processes(syslog->text);
  std::string_view rest = behind(syslog->text, peer);
  return wall_at(rest) && (is_connection(rest.substr(kStampLength)) || is_failed(rest));
}

std::string undo_hash_escapes(std::string_view field) {
  std::string bytes;
  bytes.reserve(field.size());
  for (std::size_t at = 0; at < field.size(); ++at) {
    const int byte = field[at] == '#' ? hex_byte_at(field, at + 1) : -1;
    bytes += byte < 0 ? field[at] : static_cast<char>(byte);
    if (byte >= 0) at += 2;
  }
  return bytes;
}

}  // namespace queuehound
