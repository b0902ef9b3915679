#include "formats/webmail_log.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/clock_text.h"
#include "formats/quoted_field.h"
#include "formats/webmail_client.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// --- Stamps --------------------------------------------------------------------------------------

// What stands inside the brackets: "23-Nov-2026 13:40:28 +0000" (Roundcube), "2026-11-23 13:40:28
// +0000" (cPanel's logs), "11/23/2026:13:40:28 -0000" (cPanel's access log).
bool fill_stamp(std::string_view text, WebmailEvent& event) {
  int year = -1, month = -1, day = -1;
  std::size_t at = 11;
  if (char_at(text, 4) == '-') {
    year = digits_at(text, 0, 4), month = digits_at(text, 5, 2), day = digits_at(text, 8, 2);
  } else if (char_at(text, 2) == '/') {
    year = digits_at(text, 6, 4), month = digits_at(text, 0, 2), day = digits_at(text, 3, 2);
  } else {
    year = digits_at(text, 7, 4), month = static_cast<int>(month_at(text, 3));
    day = digits_at(text, 0, 2), at = char_at(text, 11) == ',' ? 13 : 12;
    if (char_at(text, 2) != '-') return false;
  }
  const auto wall = wall_seconds(year, month, day, clock_at(text, at));
  if (!wall) return false;
  event.wall = WallClock{*wall};
  event.has_wall = true;
  at = skip_fraction(text, at + 8);
  if (char_at(text, at) == ' ') ++at;
  if (const auto zone = zone_at(text, at)) {
    event.has_zone = true;
    event.zone_seconds = zone->seconds;
  }
  return true;
}

// Cuts "[stamp]" and the blanks and colon behind it off the front.
bool take_stamp(std::string_view& line, WebmailEvent& event) {
  if (!line.starts_with('[')) return false;
  const std::size_t close = line.substr(0, 64).find(']');
  if (close == kNone || !fill_stamp(line.substr(1, close - 1), event)) return false;
  line.remove_prefix(close + 1);
  if (line.starts_with(':')) line.remove_prefix(1);
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return true;
}

std::string_view whole_line(std::string_view line) {
  line = without_leading_nuls(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// --- Who connected -------------------------------------------------------------------------------

// Roundcube's words for who connected: "192.0.2.1", "127.0.0.1 (X-Real-IP: a, X-Forwarded-For: b,
// c)".
struct RemoteWords {
  std::string_view peer, forwarded_for;
};
std::optional<RemoteWords> parse_remote(std::string_view words) {
  const std::size_t end = std::min(words.find_first_of(" ("), words.size());
  RemoteWords remote{words.substr(0, end), {}};
  if (!parse_ip_address(remote.peer)) return {};
  std::string_view group = trim(words.substr(end));
  if (group.empty()) return remote;
  if (!group.starts_with('(') || !group.ends_with(')')) return {};
  group = group.substr(1, group.size() - 2);
  for (const std::string_view name : {"X-Forwarded-For:", "X-Real-IP:"}) {
    const std::size_t at = group.find(name);
    if (at == kNone) continue;
    std::string_view value = group.substr(at + name.size());
    value = value.substr(0, std::min(value.find("X-"), value.size()));
    value = trim(value);
    if (value.ends_with(',')) value.remove_suffix(1);
    remote.forwarded_for = trim(value);
    break;
  }
  return remote;
}

// --- Roundcube -----------------------------------------------------------------------------------

// "<abcd1234> " in front since 1.1.
void take_session_prefix(std::string_view& line, WebmailEvent& event) {
  const std::size_t close = line.substr(0, 140).find("> ");
  if (!line.starts_with('<') || close == kNone) return;
  event.session = line.substr(1, close - 1);
  line.remove_prefix(close + 2);
}

// Stamp and session; false if there is a stamp that is none.
bool take_roundcube_frame(std::string_view& line, WebmailEvent& event) {
  line = whole_line(line);
  if (line.starts_with('[')) {
    if (!take_stamp(line, event)) return false;
  } else if (const auto syslog = parse_syslog_line(line)) {
    event.syslog = syslog->stamp;
    line = syslog->text;
  }
  take_session_prefix(line, event);
  return true;
}

// Cuts " in session abc", perhaps with " (error: 0)" behind it, off the end and returns "abc". Only
// the last place counts, and only in this shape: a name may hold these words.
std::string_view take_session_words(std::string_view& line) {
  constexpr std::string_view kMark = " in session ";
  const std::size_t at = line.rfind(kMark);
  if (at == kNone) return {};
  const std::string_view tail = line.substr(at + kMark.size());
  const std::size_t end = std::min(tail.find(' '), tail.size());
  if (end < tail.size() && !tail.substr(end).starts_with(" (error:")) return {};
  line = line.substr(0, at);
  return tail.substr(0, end);
}

// "NAME from REMOTE" where the name may hold " from ": REMOTE is an address, perhaps with a header
// behind it, and the header may hold " from " too. If it has one and two readings fit, then nobody
// is named: either might be forged.
bool split_name_and_remote(std::string_view text, WebmailEvent& event) {
  constexpr std::string_view kFrom = " from ";
  int places_left = 16;  // each may cost the length of the line
  bool found = false;
  std::size_t at = text.rfind(kFrom);
  for (; at != kNone && places_left-- > 0; at = at == 0 ? kNone : text.rfind(kFrom, at - 1)) {
    const auto remote = parse_remote(text.substr(at + kFrom.size()));
    if (!remote) continue;
    if (found) {
      event.client = event.peer = event.forwarded_for = {};
      return true;
    }
    found = true;
    event.user = text.substr(0, at);
    set_webmail_client(remote->peer, remote->forwarded_for, event);
    if (!text.ends_with(')')) return true;
  }
  // A header full of such words: the true one may stand further left.
  if (found && at != kNone) event.client = event.peer = event.forwarded_for = {};
  return found;
}

// The end of REMOTE in "REMOTE. AUTHENTICATE PLAIN: why": the words of a server that knew who
// asked. "Could not connect to ..." tries no password.
std::size_t refused_remote_end(std::string_view text) {
  std::size_t end = kNone;
  for (const std::string_view words : {". AUTHENTICATE ", ". LOGIN: "})
    end = std::min(end, text.find(words));
  return end;
}

// "NAME against HOST from REMOTE. AUTHENTICATE PLAIN: why" (older: without HOST). NAME is the
// client's text, so the last reading counts; a header that a proxy handed on stands behind the
// true one and may hold a whole reading too: where there is a bracket and two fit, nobody is named.
bool split_refused(std::string_view text, WebmailEvent& event) {
  constexpr std::string_view kFrom = " from ";
  int places_left = 16;  // each may cost the length of the line
  bool found = false, has_header = false;
  std::size_t at = text.rfind(kFrom);
  for (; at != kNone && places_left-- > 0; at = at == 0 ? kNone : text.rfind(kFrom, at - 1)) {
    const std::string_view behind = text.substr(at + kFrom.size());
    const std::size_t end = refused_remote_end(behind);
    if (end == kNone) continue;
    const auto remote = parse_remote(behind.substr(0, end));
    if (!remote && !behind.substr(0, end).contains('(')) continue;
    has_header = has_header || behind.substr(0, end).contains('(');
    if (!found && remote) {
      event.user = text.substr(0, at);
      const std::size_t host = event.user.rfind(" against ");
      if (host != kNone) event.user = event.user.substr(0, host);
      set_webmail_client(remote->peer, remote->forwarded_for, event);
      found = true;
    } else if (has_header) {
      event.client = event.peer = event.forwarded_for = {};
      return found;
    }
  }
  if (at != kNone) event.client = event.peer = event.forwarded_for = {};
  return found;
}

// "u@d (ID: 3)": an account that exists, so its first end is the true one.
bool split_account(std::string_view text, WebmailEvent& event) {
  std::size_t open = text.find(" (ID: ");
  if (open == kNone) open = text.find(" (id ");
  const std::size_t close = open == kNone ? kNone : text.find(") from ", open);
  if (close == kNone) return split_name_and_remote(text, event);
  const auto remote = parse_remote(text.substr(close + 7));
  if (!remote) return false;
  event.user = text.substr(0, open);
  set_webmail_client(remote->peer, remote->forwarded_for, event);
  return true;
}

// --- cPanel --------------------------------------------------------------------------------------

std::string_view take_token(std::string_view& rest) { return cut(rest, ' '); }

// "/cpsess0123456789/webmail/..." carries the session of the person who is logged in.
std::string_view cpanel_session_in(std::string_view target) {
  constexpr std::string_view kMark = "/cpsess";
  if (!target.starts_with(kMark)) return {};
  return target.substr(1, std::min(target.find('/', 1), target.size()) - 1);
}

// "[stamp] info [webmaild] rest", as session_log and login_log begin.
bool take_cpanel_frame(std::string_view& line, WebmailEvent& event) {
  line = whole_line(line);
  if (!take_stamp(line, event)) return false;
  take_token(line);  // "info"
  return line.starts_with('[') && !cut(line, ']').empty() && line.starts_with(' ');
}

}  // namespace

bool is_of_another_program(std::string_view line) {
  const auto syslog = parse_syslog_line(line);
  return syslog && !syslog->program.empty() && !syslog->program.starts_with("roundcube");
}

std::optional<Time> time_of(const WebmailEvent& event, const TimeZone& zone,
                            const SyslogYears& years) {
  if (event.syslog) return years.resolve(*event.syslog);
  if (!event.has_wall) return {};
  if (event.has_zone) return Time(seconds(event.wall.seconds - event.zone_seconds));
  return zone.to_utc(event.wall);
}

bool has_roundcube_session(std::string_view line) {
  WebmailEvent event;
  return take_roundcube_frame(line, event) && !event.session.empty() &&
         event.session.size() <= 64 && std::ranges::all_of(event.session, [](char c) {
           return is_alphanumeric(c) || c == ',' || c == '-';  // as PHP makes them
         });
}

std::optional<WebmailEvent> parse_roundcube_login(std::string_view line) {
  constexpr std::string_view kSuccess = "Successful login for ";
  constexpr std::string_view kFailure = "Failed login for ";
  constexpr std::string_view kRefused = "IMAP Error: Login failed for ";
  WebmailEvent event;
  if (!take_roundcube_frame(line, event)) return {};
  if (line.starts_with(kRefused)) {
    event.kind = WebmailEvent::Kind::failure;
    // Syslog's file holds the logins as well, where they are logged at all.
    if (event.syslog || !split_refused(line.substr(kRefused.size()), event)) return {};
    return event;
  }
  const bool is_login = line.starts_with(kSuccess);
  if (!is_login && !line.starts_with(kFailure)) return {};
  event.kind = is_login ? WebmailEvent::Kind::login : WebmailEvent::Kind::failure;
  line.remove_prefix(is_login ? kSuccess.size() : kFailure.size());
  const std::string_view session = take_session_words(line);
  if (event.session.empty()) event.session = session;
  const bool fits = is_login ? split_account(line, event) : split_name_and_remote(line, event);
  if (!fits) return {};
  return event;
}

std::optional<WebmailEvent> parse_roundcube_send(std::string_view line) {
  WebmailEvent event;
  event.kind = WebmailEvent::Kind::send;
  if (!take_roundcube_frame(line, event) || !line.starts_with("User ")) return {};
  // Behind a name: "User [192.0.2.7]; Message" has none.
  const std::size_t open = line.find(" [", 5);
  const std::size_t close = open == kNone ? kNone : line.find("]; Message", open);
  if (close == kNone) return {};
  const auto remote = parse_remote(line.substr(open + 2, close - open - 2));
  if (!remote) return {};
  event.user = line.substr(5, open - 5);
  set_webmail_client(remote->peer, remote->forwarded_for, event);

  std::string_view rest = line.substr(close + 10);  // " <id> for a@b; 250 OK", old: " for a@b; ..."
  const std::size_t mark = rest.find(" for ");
  if (mark == kNone) return {};
  std::string_view id = trim(rest.substr(0, mark));
  if (id.starts_with('<') && id.ends_with('>')) id = id.substr(1, id.size() - 2);
  event.message_id = id;
  rest.remove_prefix(mark + 5);
  event.recipients = trim(rest.substr(0, rest.find("; ")));
  return event;
}

// What Roundcube (program/js/app.js, each refresh_interval) and Horde (imp) ask without anybody
// there. PHP takes the last of a parameter that comes twice; what Roundcube is posted overrides it,
// so a letter may be sent by such a request: who wishes to can seem to be away.
bool asks_for_news(std::string_view target) {
  if (target.ends_with("/services/ajax.php/imp/poll")) return true;
  constexpr std::string_view kAction = "_action=";
  const std::size_t at = target.rfind(kAction);
  if (at == kNone || at == 0 || (target[at - 1] != '?' && target[at - 1] != '&')) return false;
  const std::string_view rest = target.substr(at + kAction.size());
  const std::string_view action = rest.substr(0, rest.find('&'));
  return action == "refresh" || action == "check-recent" || action == "keep-alive" ||
         action == "getunread";
}

std::optional<WebmailEvent> parse_cpanel_access(std::string_view line) {
  line = whole_line(line);
  WebmailEvent event;
  const std::string_view peer = take_token(line);
  if (!parse_ip_address(peer) || !line.starts_with("- ")) return {};
  line.remove_prefix(2);
  // The name may hold a bracket; the stamp is followed by the request's quote.
  std::size_t open = line.find(" [");
  while (open != kNone && (!line.substr(std::min(open + 27, line.size())).starts_with("] \"") ||
                           !fill_stamp(line.substr(open + 2, 25), event))) {
    open = line.find(" [", open + 1);
  }
  if (open == kNone) return {};
  event.user = empty_if_dash(line.substr(0, open));
  std::string_view rest = line.substr(open + 29), request, field;
  if (!take_quoted(rest, request)) return {};
  event.method = take_token(request);
  event.target = request.substr(0, request.find(' '));
  event.session = cpanel_session_in(event.target);
  event.is_poll = asks_for_news(event.target);
  event.status = std::max(0, digits_at(rest, 1, 3));
  std::string_view forwarded_for;  // the fourth field behind: referer, agent, method of login, it
  rest.remove_prefix(std::min(rest.find('"'), rest.size()));
  for (int i = 0; i < 4 && take_quoted(rest, field); ++i) {
    if (i == 3) forwarded_for = empty_if_dash(field);
  }
  set_webmail_client(peer, forwarded_for, event);
  return event;
}

std::optional<WebmailEvent> parse_cpanel_session(std::string_view line) {
  using Kind = WebmailEvent::Kind;
  WebmailEvent event;
  if (!take_cpanel_frame(line, event)) return {};
  line.remove_prefix(1);
  const std::string_view peer = take_token(line);  // an address, or "internal"
  const std::string_view verb = take_token(line);
  const std::string_view whose = take_token(line);
  const std::size_t colon = whose.rfind(':');
  if (colon == kNone) return {};
  event.user = whose.substr(0, colon);
  event.session = whose.substr(colon + 1);
  if (parse_ip_address(peer)) set_webmail_client(peer, {}, event);
  if (verb == "NEW") event.kind = line.contains("method=badpass") ? Kind::failure : Kind::login;
  if (verb == "PURGE") event.kind = Kind::logout;
  return event;
}

std::optional<WebmailEvent> parse_cpanel_login(std::string_view line) {
  using Kind = WebmailEvent::Kind;
  struct Verdict {
    std::string_view words;
    Kind kind;
  };
  constexpr std::array<Verdict, 3> kVerdicts{{{"\" FAILED LOGIN ", Kind::failure},
                                              {"\" DEFERRED LOGIN ", Kind::request},
                                              {"\" SUCCESS LOGIN ", Kind::login}}};
  WebmailEvent event;
  line = whole_line(line);
  const bool has_frame = line.starts_with('[');
  if (has_frame && (!take_cpanel_frame(line, event) || !line.starts_with(' '))) return {};
  if (has_frame) line.remove_prefix(1);
  const std::string_view peer = take_token(line);
  if (!parse_ip_address(peer) || !line.starts_with("- ")) return {};
  line.remove_prefix(2);

  std::size_t end = kNone;
  for (const Verdict& verdict : kVerdicts) {
    const std::size_t at = line.rfind(verdict.words);
    if (at == kNone || (end != kNone && at < end)) continue;
    end = at;
    event.kind = verdict.kind;
  }
  if (end == kNone) return {};
  line = line.substr(0, end);  // `user "GET /...` or, older, `user [11/23/2026:...] "GET /...`
  const std::size_t quote = line.find(" \"");
  if (quote == kNone) return {};
  line = line.substr(0, quote);
  const std::size_t open = line.rfind(" [");
  if (!has_frame && (open == kNone || !fill_stamp(line.substr(open + 2), event))) return {};
  if (open != kNone && line.ends_with(']')) line = line.substr(0, open);
  event.user = empty_if_dash(line);
  set_webmail_client(peer, {}, event);
  return event;
}

}  // namespace queuehound
