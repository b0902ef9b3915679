#include "formats/ftp_log.h"

#include "base/text.h"
#include "formats/access_log.h"
#include "formats/clock_text.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// "Thu Nov 26 10:15:01 2026 " off the front, as ctime writes it.
bool take_ctime(std::string_view& line, FtpEvent& event) {
  constexpr std::size_t kLength = 24;
  line = without_leading_nuls(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (char_at(line, 3) != ' ' || char_at(line, kLength) != ' ') return false;
  const bool is_padded = char_at(line, 8) == ' ';
  const int day = is_padded ? digits_at(line, 9, 1) : digits_at(line, 8, 2);
  const auto wall = wall_seconds(digits_at(line, 20, 4), static_cast<int>(month_at(line, 4)), day,
                                 clock_at(line, 11));
  if (!wall || char_at(line, 19) != ' ') return false;
  event.wall = WallClock{*wall};
  line.remove_prefix(kLength + 1);
  return true;
}

// The last word of `rest`, cut off with the blank before it.
std::string_view take_last(std::string_view& rest) {
  const std::size_t blank = rest.rfind(' ');
  if (blank == kNone) return {};
  const std::string_view word = rest.substr(blank + 1);
  rest = rest.substr(0, blank);
  return word;
}

// Cuts `words` off the front, or off the end.
bool take_start(std::string_view& rest, std::string_view words) {
  if (!rest.starts_with(words)) return false;
  rest.remove_prefix(words.size());
  return true;
}
bool take_end(std::string_view& rest, std::string_view words) {
  if (!rest.ends_with(words)) return false;
  rest.remove_suffix(words.size());
  return true;
}

// The decimal number `rest` ends in, cut off.
std::optional<std::int64_t> take_number_at_end(std::string_view& rest) {
  std::size_t start = rest.size();
  while (start > 0 && is_digit(rest[start - 1])) --start;
  const auto number = parse_number<std::int64_t>(rest.substr(start));
  rest = rest.substr(0, start);
  return number;
}

// "4.50" off the end: a speed is of no use, but its shape tells where the name before it ends.
bool take_decimal_at_end(std::string_view& rest) {
  if (!take_number_at_end(rest)) return false;
  return !take_end(rest, ".") || take_number_at_end(rest).has_value();
}

// `Client "192.0.2.5"` off the front.
bool take_vsftpd_client(std::string_view& rest, FtpEvent& event) {
  if (!take_start(rest, "Client \"")) return false;
  const std::size_t close = rest.find('"');
  if (close == kNone) return false;
  event.client = rest.substr(0, close);
  rest.remove_prefix(close + 1);
  return true;
}

// `, "/x.php", 9 bytes, 10.20Kbyte/sec`: all of `rest`.
bool take_vsftpd_file(std::string_view rest, FtpEvent& event) {
  if (!take_end(rest, "Kbyte/sec") || !take_decimal_at_end(rest)) return false;
  if (!take_end(rest, " bytes, ")) return false;
  const auto bytes = take_number_at_end(rest);
  if (!bytes || !take_end(rest, "\", ") || !take_start(rest, ", \"")) return false;
  event.bytes = *bytes;
  event.path = rest;
  return true;
}

// "uploaded  (9 bytes, 4.50KB/sec)" off the end.
bool take_pure_transfer(std::string_view& rest, FtpEvent& event) {
  if (!take_end(rest, "KB/sec)") || !take_decimal_at_end(rest)) return false;
  if (!take_end(rest, " bytes, ")) return false;
  const auto bytes = take_number_at_end(rest);
  if (!bytes || !take_end(rest, " uploaded  (")) return false;
  event.bytes = *bytes;
  return true;
}

}  // namespace

std::optional<FtpEvent> parse_xferlog_line(std::string_view line) {
  FtpEvent event;
  if (!take_ctime(line, event)) return {};
  if (!parse_number<std::uint32_t>(cut(line, ' '))) return {};  // seconds it took
  event.client = cut(line, ' ');
  const auto bytes = parse_number<std::int64_t>(cut(line, ' '));
  if (event.client.empty() || !bytes) return {};
  event.bytes = *bytes;
  // From the right: completion, authenticated id, method, service, user, access, direction, action,
  // type. What is left is the name.
  const std::string_view completion = take_last(line);
  take_last(line);
  const std::string_view method = take_last(line);
  const std::string_view service = take_last(line);
  event.user = take_last(line);
  const std::string_view access = take_last(line), direction = take_last(line);
  take_last(line);
  const std::string_view type = take_last(line);
  if (completion.size() != 1 || access.size() != 1 || direction.size() != 1 || type.size() != 1 ||
      method.size() != 1 || service.empty() || line.empty())
    return {};
  event.path = line;
  if (direction == "i" && completion == "c") event.kind = FtpEvent::Kind::upload;
  return event;
}

std::optional<FtpEvent> parse_vsftpd_line(std::string_view line) {
  FtpEvent event;
  if (!take_ctime(line, event) || !take_start(line, "[pid ")) return {};
  if (!parse_number<std::uint32_t>(cut(line, ']')) || !take_start(line, " ")) return {};
  if (take_start(line, "CONNECT: ")) {
    if (!take_vsftpd_client(line, event) || !line.empty()) return {};
    return event;
  }
  if (!take_start(line, "[")) return {};
  event.user = cut(line, ']');
  if (!take_start(line, " ")) return {};
  if (take_start(line, "OK LOGIN: ")) {
    event.kind = FtpEvent::Kind::login;
    if (!take_vsftpd_client(line, event)) return {};
    const bool is_whole = line.empty() || line.starts_with(", anon password \"");
    return is_whole ? std::optional(event) : std::nullopt;
  }
  if (take_start(line, "OK UPLOAD: ")) {
    event.kind = FtpEvent::Kind::upload;
    if (!take_vsftpd_client(line, event) || !take_vsftpd_file(line, event)) return {};
    return event;
  }
  // Failures, downloads, commands: nothing arrived by them. A name a guesser typed may stand here.
  return line.starts_with("OK ") || line.starts_with("FAIL ") ? std::optional(FtpEvent{})
                                                              : std::nullopt;
}

std::optional<FtpEvent> parse_pure_ftpd_text(std::string_view text) {
  FtpEvent event;
  if (!take_start(text, "(")) return {};
  const std::size_t close = text.find(") [");
  if (close == kNone) return {};
  const std::string_view who = text.substr(0, close);
  const std::size_t mark = who.rfind('@');  // a virtual user has one in its name
  if (mark == kNone) return {};
  event.user = who.substr(0, mark) == "?" ? std::string_view{} : who.substr(0, mark);
  event.client = who.substr(mark + 1);
  text.remove_prefix(close + 3);
  const std::string_view level = cut(text, ']');
  if (level.empty() || !take_start(text, " ")) return {};
  if (level == "NOTICE" && take_pure_transfer(text, event)) {
    event.kind = FtpEvent::Kind::upload;
    event.path = text;
  } else if (level == "INFO" && take_end(text, " is now logged in")) {
    event.kind = FtpEvent::Kind::login;
    event.user = text;
  }
  return event;
}

std::optional<FtpEvent> parse_ftp_request_line(std::string_view line) {
  const auto request = parse_access_line(line);
  if (!request) return {};
  FtpEvent event;
  event.client = request->client;
  event.user = request->remote_user;
  event.bytes = request->bytes;
  event.has_instant = true;
  event.at = request->at;
  const bool is_done = request->status >= 200 && request->status < 300;
  const std::string_view method = request->method;
  if (is_done && (method == "PUT" || method == "STOR" || method == "APPE") &&
      !request->target.empty()) {
    event.kind = FtpEvent::Kind::upload;
    event.path = request->target;
    event.is_percent_encoded = method == "PUT";
  } else if (is_done && method == "PASS") {
    event.kind = FtpEvent::Kind::login;
  }
  return event;
}

std::optional<FtpEvent> parse_ftp_line(std::string_view line) {
  if (auto event = parse_xferlog_line(line)) return event;
  if (auto event = parse_vsftpd_line(line)) return event;
  return parse_ftp_request_line(line);
}

}  // namespace queuehound
