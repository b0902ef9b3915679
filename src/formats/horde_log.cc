#include "formats/horde_log.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/webmail_client.h"

namespace queuehound {
namespace {

using Kind = WebmailEvent::Kind;
constexpr auto kNone = std::string_view::npos;
constexpr std::size_t kFrame = 80;    // "NOTICE: HORDE [imp] ", whatever the ident is set to
constexpr std::size_t kAddress = 50;  // no address is longer

// Cuts what stands before "[imp] " off. No client has a word in it.
bool take_frame(const SyslogLine& syslog, std::string_view& text) {
  if (!syslog.program.empty() && !to_lower(syslog.program).starts_with("horde")) return false;
  text = syslog.text;
  for (const std::string_view app : {"[imp] ", "[horde] "}) {
    const std::size_t at = text.substr(0, kFrame).find(app);
    if (at == kNone) continue;
    const bool is_plain = std::ranges::all_of(text.substr(0, at), [](char c) {
      return is_alphanumeric(c) || c == ' ' || c == ':' || c == '[' || c == ']' || c == '-';
    });
    if (!is_plain) return false;
    text.remove_prefix(at + app.size());
    return true;
  }
  return false;
}

// Cuts ` [pid 71 on line 157 of "/..."]`, older ` [on line 157 of "/..."]`, off the end.
bool take_tail(std::string_view& text) {
  if (!text.ends_with("\"]")) return false;
  const std::size_t on_line = text.rfind("on line ");
  if (on_line == kNone) return false;
  const std::size_t open = text.rfind(" [", on_line);
  if (open == kNone || on_line - open > 20) return false;
  text = text.substr(0, open);
  return true;
}

struct Remote {
  std::size_t open = 0;  // where " (192.0.2.7)" begins
  std::string_view peer, forwarded_for;
};

// " (192.0.2.7) to {", " [192.0.2.7] (forwarded for [a, b]) to Horde" at `open`.
std::optional<Remote> remote_at(std::string_view text, std::size_t open) {
  constexpr std::string_view kForwarded = " (forwarded for [";
  const char closing = text[open + 1] == '(' ? ')' : ']';
  const std::size_t close = text.substr(0, open + kAddress).find(closing, open + 2);
  if (close == kNone) return {};
  Remote remote{open, text.substr(open + 2, close - open - 2), {}};
  if (!parse_ip_address(remote.peer)) return {};
  std::string_view rest = text.substr(close + 1);
  if (rest.starts_with(kForwarded)) {
    const std::size_t end = rest.find("]) to ");
    if (end == kNone) return {};
    remote.forwarded_for = rest.substr(kForwarded.size(), end - kForwarded.size());
    rest.remove_prefix(end + 2);
  }
  if (!rest.starts_with(" to ")) return {};
  return remote;
}

// A name that logged in exists, so its first end is the true one, whatever the header says that its
// browser sent. A name that did not may hold anything, as may the header: if two readings fit,
// nobody is named.
bool split_login(std::string_view text, WebmailEvent& event) {
  int places_left = 16;  // each may cost the length of the line
  std::optional<Remote> found;
  bool is_doubtful = false;
  for (std::size_t at = 0; at + 3 < text.size() && !is_doubtful; ++at) {
    if (text[at] != ' ' || (text[at + 1] != '(' && text[at + 1] != '[')) continue;
    const auto remote = remote_at(text, at);
    is_doubtful = --places_left == 0 || (remote && found);
    if (!remote) continue;
    found = remote;
    if (event.kind == Kind::login) break;
  }
  if (is_doubtful) return true;
  if (!found) return false;
  event.user = text.substr(0, found->open);
  set_webmail_client(found->peer, found->forwarded_for, event);
  // "u (Horde user u@d)": whose password it was is the first.
  if (const std::size_t other = event.user.find(" (Horde user "); other != kNone)
    event.user = event.user.substr(0, other);
  return true;
}

// "LIST from USER (192.0.2.7)", older "LIST from USER". The list is the client's, the rest is not.
bool split_send(std::string_view text, std::string_view peer, WebmailEvent& event) {
  if (peer.empty() && text.ends_with(')')) {
    const std::size_t open = text.rfind(" (");
    if (open == kNone) return false;
    peer = text.substr(open + 2, text.size() - open - 3);
    text = text.substr(0, open);
  }
  const std::size_t from = text.rfind(" from ");
  if (from == kNone) return false;
  event.kind = Kind::send;
  event.recipients = trim(text.substr(0, from));
  event.user = text.substr(from + 6);
  event.tells_sender = true;
  if (!peer.empty() && !parse_ip_address(peer)) return false;
  set_webmail_client(peer, {}, event);
  return !event.user.empty() && !event.user.contains(' ');
}

bool parse_login(std::string_view text, WebmailEvent& event) {
  struct Opening {
    std::string_view words;
    Kind kind;
  };
  constexpr std::array<Opening, 2> kOpenings{
      {{"Login success for ", Kind::login}, {"FAILED LOGIN for ", Kind::failure}}};
  for (const Opening& opening : kOpenings) {
    if (!text.starts_with(opening.words)) continue;
    event.kind = opening.kind;
    // First the words, then the tail: "FAILED LOGIN for [on line 1 of ..." has a blank for both.
    text.remove_prefix(opening.words.size());
    if (take_tail(text)) return split_login(text, event);
    event.is_broken_off = event.kind == Kind::failure;
    return event.is_broken_off;
  }
  return false;
}

bool parse_send(std::string_view text, WebmailEvent& event) {
  if (!take_tail(text)) return false;
  std::string_view peer;
  if (const std::string_view first = text.substr(0, text.find(' ')); parse_ip_address(first)) {
    peer = first;
    text.remove_prefix(std::min(first.size() + 1, text.size()));
  }
  for (const std::string_view words : {"Message sent to ", "Redirected message sent to "})
    if (text.starts_with(words)) return split_send(text.substr(words.size()), peer, event);
  return false;
}

}  // namespace

std::optional<WebmailEvent> parse_horde_line(std::string_view line) {
  const auto syslog = parse_syslog_line(line);
  std::string_view text;
  if (!syslog || !take_frame(*syslog, text)) return {};
  WebmailEvent event;
  event.syslog = syslog->stamp;
  if (!parse_login(text, event) && !parse_send(text, event)) return {};
  return event;
}

}  // namespace queuehound
