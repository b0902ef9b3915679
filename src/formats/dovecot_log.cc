#include "formats/dovecot_log.h"

#include <algorithm>
#include <array>

#include "base/ip_address.h"
#include "base/text.h"
#include "mail/message_id.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;
using Kind = DovecotEvent::Kind;

template <std::size_t N>
bool starts_with_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.starts_with(word); });
}

template <std::size_t N>
bool contains_any(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

// "Info: " and its like, which own-file logs put behind the process.
void drop_level(std::string_view& text) {
  constexpr std::array<std::string_view, 6> kLevels{
      "Info: ", "Warning: ", "Error: ", "Debug: ", "Fatal: ", "Panic: "};
  for (const std::string_view level : kLevels) {
    if (text.starts_with(level)) return text.remove_prefix(level.size());
  }
}

bool is_all(std::string_view text, std::string_view extra) {
  return !text.empty() &&
         std::ranges::all_of(text, [&](char c) { return is_alphanumeric(c) || extra.contains(c); });
}

// --- Words -----------------------------------------------------------------------------------

// Refusals that cost the client a guess. Lines about clients that never tried ("no auth attempts",
// a handshake that broke) are not failures: monitors cause them all day.
constexpr std::array<std::string_view, 10> kRefusals{
    "auth failed",      "auth_failed",         "authentication attempts", "tried to use dis",
    "cleartext_auth_",  "proxy dest auth",     "user disabled",           "user_disabled",
    "password expired", "authorization failed"};

constexpr std::array<std::string_view, 3> kNoSuchUser{"unknown user", "user unknown",
                                                      "User not known"};

// How the auth process begins a refusal. The text behind may hold the password given.
constexpr std::array<std::string_view, 13> kAuthRefusals{
    "Password mismatch",      "unknown user",
    "Unknown user",           "user unknown",
    "User unknown",           "User not known",
    "invalid credentials",    "Invalid credentials",
    "user disabled",          "pam_authenticate() failed",
    "pam_acct_mgmt() failed", "password expired",
    "Login attempted with"};

// --- "key=value, key=value" at the end of a login process's line ---------------------------------

bool starts_element(std::string_view tail, std::size_t at) {
  return at == 0 || (at >= 2 && tail[at - 2] == ',' && tail[at - 1] == ' ');
}

// The last address behind `rip=`: the user's name stands before it and may imitate it.
std::size_t last_rip(std::string_view tail) {
  std::size_t at = tail.rfind("rip=");
  while (at != kNone) {
    if (starts_element(tail, at)) {
      const std::string_view value = tail.substr(at + 4);
      if (parse_ip_address(value.substr(0, value.find_first_of(", ")))) return at;
    }
    if (at == 0) break;
    at = tail.rfind("rip=", at - 1);
  }
  return kNone;
}

// Value of the first element `key` in text that no client chose; up to the next ", ".
std::string_view element(std::string_view tail, std::string_view key) {
  for (std::size_t at = tail.find(key); at != kNone; at = tail.find(key, at + 1)) {
    if (!starts_element(tail, at)) continue;
    std::string_view value = tail.substr(at + key.size());
    value = value.substr(0, value.find(", "));
    if (value.starts_with('<')) value = value.substr(1, value.find('>', 1) - 1);
    return value;
  }
  return {};
}

// "TLS", "TLSv1.3 with ...", "TLS: a late error", "secured"; but not "TLS handshaking".
bool is_secured(std::string_view tail) {
  for (std::size_t at = 0; at != kNone;) {
    const std::string_view here = tail.substr(at);
    if (here.starts_with("secured")) return true;
    if (here.starts_with("TLS") && !here.starts_with("TLS hand")) return true;
    at = tail.find(", ", at);
    if (at != kNone) at += 2;
  }
  return false;
}

// One element such as ", method=PLAIN" cut off the end of `text`, if what stands behind its last
// "key=" can be nothing else.
bool drop_last_element(std::string_view& text, std::string_view key) {
  const std::size_t at = text.rfind(key);
  if (at == kNone) return false;
  std::string_view value = text.substr(at + key.size());
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  if (!is_all(value, "-_+/=.:")) return false;
  text = text.substr(0, at);
  return true;
}

// Where the user's name that starts at `start` ends: at its ">". From the right, the elements that
// may stand between it and `limit` are taken off until the text ends in it. Each key stands once in
// a line: a second one is the user's.
std::size_t end_of_user(std::string_view tail, std::size_t start, std::size_t limit) {
  constexpr std::array<std::string_view, 6> kBetween{
      ", session=", ", method=", ", mpid=", ", lip=", ", lport=", ", rport="};
  std::array<bool, kBetween.size()> seen{};
  const std::string_view after = tail.substr(limit);
  std::string_view text = tail.substr(start, limit - start);
  for (bool dropped = true; dropped;) {
    dropped = false;
    // Only a session ends in the same ">" as the name.
    const std::size_t candidates = text.ends_with('>') ? 1 : kBetween.size();
    for (std::size_t i = 0; i < candidates && !dropped; ++i) {
      if (seen[i] || after.contains(kBetween[i])) continue;
      seen[i] = dropped = drop_last_element(text, kBetween[i]);
    }
  }
  if (text.ends_with('>')) return start + text.size() - 1;
  const std::size_t last = text.rfind(">, ");
  if (last != kNone) return start + last;
  return start + std::min(text.find('>'), text.size());
}

// Fills the fields from "user=<U>, method=M, rip=R, lip=R, ...": the order is configurable.
void fill_elements(std::string_view tail, DovecotEvent& event) {
  constexpr std::string_view kUser = "user=<";
  std::size_t user = tail.find(kUser);
  while (user != kNone && !starts_element(tail, user)) user = tail.find(kUser, user + 1);
  std::string_view before = tail, after;
  if (user != kNone) {
    before = tail.substr(0, user);
    const std::size_t start = user + kUser.size();
    std::size_t limit = last_rip(tail);
    const bool rip_is_first = !element(before, "rip=").empty();
    if (limit == kNone || limit < start + 3 || rip_is_first) limit = tail.size() + 2;
    const std::size_t end = end_of_user(tail, start, std::min(limit - 2, tail.size()));
    event.user = tail.substr(start, end - start);
    after = tail.substr(std::min(end + 1, tail.size()));
    if (after.starts_with(", ")) after.remove_prefix(2);
  }
  const auto value = [&](std::string_view key) {
    const std::string_view found = element(before, key);
    return found.empty() ? element(after, key) : found;
  };
  event.method = value("method=");
  event.rip = value("rip=");
  event.lip = value("lip=");
  event.session = value("session=");
  event.is_secured = is_secured(before) || is_secured(after);
}

// Start of the elements behind "MESSAGE: "; npos if there are none. The message is Dovecot's own.
std::size_t find_elements(std::string_view text) {
  constexpr std::array<std::string_view, 7> kFirst{
      "user=<", "method=", "rip=", "lip=", "session=<", "mpid=", "pid="};
  for (std::size_t at = text.find(": "); at != kNone; at = text.find(": ", at + 2)) {
    if (starts_with_any(text.substr(at + 2), kFirst)) return at + 2;
  }
  return kNone;
}

// --- Login processes -----------------------------------------------------------------------------

// Cuts "(...)" off the end; error texts such as "SSL_read() failed" stay where they are.
std::string_view take_last_group(std::string_view& message) {
  const std::size_t open = message.ends_with(')') ? message.rfind(" (") : kNone;
  if (open == kNone) return {};
  const std::string_view group = message.substr(open + 2, message.size() - open - 3);
  message = trim(message.substr(0, open));
  return group;
}

// "Disconnected: Connection closed (REASON)", and since 2.4 "... (REASON) (machine_code)".
std::string_view reason_of(std::string_view message) {
  const std::string_view last = take_last_group(message);
  if (last.contains(' ') || !message.ends_with(')')) return last;
  const std::string_view reason = take_last_group(message);
  return reason.empty() ? last : reason;
}

std::uint32_t attempts_in(std::string_view reason) {
  const std::size_t end = std::min(reason.find(" attempts"), reason.find(" authentication att"));
  if (end == kNone) return 1;
  const std::string_view words = reason.substr(0, end);
  const std::size_t blank = words.rfind(' ');
  return parse_number<std::uint32_t>(words.substr(blank == kNone ? 0 : blank + 1)).value_or(1);
}

// "proxy(U): started proxying to 192.0.2.9:143", since 2.3.12 "proxy(U): Started proxying to
// <192.0.2.9> (0.1 secs)": the server behind took the password. In front of the elements the name
// stands raw, and a refused one may hold all of these words: it must be the elements' name whole.
bool parse_proxy(std::string_view text, DovecotEvent& event) {
  constexpr std::string_view kProxy = "proxy(", kElements = ": user=<";
  if (!text.starts_with(kProxy)) return false;
  int places_left = 8;  // each may cost the length of the line
  for (std::size_t at = text.find(kElements); at != kNone && places_left-- > 0;
       at = text.find(kElements, at + 1)) {
    DovecotEvent found;
    fill_elements(text.substr(at + 2), found);
    std::string_view words = text.substr(kProxy.size(), at - kProxy.size());
    if (found.user.empty() || !words.starts_with(found.user)) continue;
    words.remove_prefix(found.user.size());
    if (!words.starts_with("): started proxying to ") &&
        !words.starts_with("): Started proxying to "))
      continue;
    found.kind = Kind::login;
    found.protocol = event.protocol;
    event = found;
    return true;
  }
  return false;
}

void parse_login_process(std::string_view text, DovecotEvent& event) {
  constexpr std::array<std::string_view, 5> kEnds{"Disconnected", "Aborted login", "Login aborted",
                                                  "Authentication failed",
                                                  "Maximum number of connections from user+IP"};
  if (parse_proxy(text, event)) return;
  const std::size_t elements = find_elements(text);
  if (elements == kNone) return;
  const std::string_view message = text.substr(0, elements - 2);
  const bool is_login = message == "Login" || message == "Logged in";
  // Others, such as "proxy(U): disconnecting", hold the user's name in the message.
  if (!is_login && !starts_with_any(message, kEnds)) return;
  fill_elements(text.substr(elements), event);
  if (is_login) {
    event.kind = Kind::login;
    return;
  }
  event.reason = reason_of(message);
  if (!contains_any(message, kRefusals)) return;
  event.kind = Kind::failure;
  event.attempts = attempts_in(event.reason);
  event.is_unknown_user = contains_any(event.reason, kNoSuchUser);
}

// --- "(user,ip,...)<session>: text" of the auth processes ----------------------------------------

// Dovecot cuts names at 64 bytes; a few more for its "..." and replaced bytes. The bound is also
// what keeps a name from reaching over the true end into a password that is logged behind it.
constexpr std::size_t kLongestUser = 72;
// The whole "(user,ip,sasl:mech,master)<pid><session>: ".
constexpr std::size_t kLongestIdentity = 320;

struct Identity {
  std::string_view user, rip, session, text;
};

// Takes ",master", ",sasl:plain" and ",<session>" off the end of what stands inside the
// parentheses.
void drop_flags(std::string_view& inside, std::string_view& session) {
  for (std::size_t comma = inside.rfind(','); comma != kNone; comma = inside.rfind(',')) {
    const std::string_view last = inside.substr(comma + 1);
    const bool is_session = last.starts_with('<') && last.ends_with('>') && last.size() > 1;
    if (!is_session && last != "master" && !last.starts_with("sasl:")) return;
    if (is_session) session = last.substr(1, last.size() - 2);
    inside = inside.substr(0, comma);
  }
}

// Behind a ")": "<pid><session>: " or ": ". Its length; 0 if it is something else. Text behind a
// name may hold "<" and ")" by the thousand, and each ")" asks here: so many groups Dovecot never
// writes.
std::size_t closing_length(std::string_view text, std::string_view& session) {
  std::size_t at = 0;
  for (int groups = 0; groups < 4 && at < text.size() && text[at] == '<'; ++groups) {
    const std::string_view group = text.substr(at, 100);
    const std::size_t close = group.find('>');
    if (close == kNone) return 0;
    session = group.substr(1, close - 1);
    at += close + 1;
  }
  return text.substr(at).starts_with(": ") ? at + 2 : 0;
}

// `text` starts behind "(". The user's name may hold whatever ends it, so the last end counts that
// has an address in front; without any address, the last one at all.
std::optional<Identity> split_identity(std::string_view text) {
  std::optional<Identity> best;
  const std::string_view head = text.substr(0, kLongestIdentity);
  for (std::size_t close = head.find(')'); close != kNone; close = head.find(')', close + 1)) {
    Identity identity;
    const std::size_t skip = closing_length(text.substr(close + 1), identity.session);
    if (skip == 0) continue;
    std::string_view inside = text.substr(0, close);
    drop_flags(inside, identity.session);
    const std::size_t comma = inside.rfind(',');
    if (comma != kNone && parse_ip_address(inside.substr(comma + 1))) {
      identity.rip = inside.substr(comma + 1);
      inside = inside.substr(0, comma);
    }
    if (inside.size() > kLongestUser) continue;
    if (best && !best->rip.empty() && identity.rip.empty()) continue;
    identity.user = inside == "?" ? std::string_view{} : inside;
    identity.text = text.substr(close + 1 + skip);
    best = identity;
  }
  return best;
}

// 2.4 names the request and the database behind the identity: "request [3]: sql: ".
void drop_database(std::string_view& text) {
  drop_level(text);
  if (text.starts_with("request [")) {
    const std::size_t end = text.find("]: ");
    text.remove_prefix(end == kNone ? 0 : end + 3);
  }
  const std::size_t colon = text.find(": ");
  if (colon != kNone && is_all(text.substr(0, colon), "-?")) text.remove_prefix(colon + 2);
}

void judge_auth(Identity identity, DovecotEvent& event) {
  drop_database(identity.text);
  event.user = identity.user;
  event.rip = identity.rip;
  event.session = identity.session;
  const std::size_t password = std::min(identity.text.find(" (given password: "),
                                        identity.text.find(" (SHA1 of given password: "));
  const std::string_view words = identity.text.substr(0, password);
  // One of several databases does not know the name; the next is asked and has the last word.
  if (!starts_with_any(words, kAuthRefusals) || words.contains("trying the next")) return;
  event.kind = Kind::auth_failure;
  event.reason = words;
  event.is_unknown_user = contains_any(words, kNoSuchUser) || words.starts_with("Unknown user") ||
                          words.starts_with("User unknown");
}

// 2.3 workers repeat who asked: "conn unix:auth-worker (pid=9,uid=97): auth-worker<5>: ".
void drop_connection(std::string_view& text) {
  if (!text.starts_with("conn ")) return;
  const std::size_t end = text.find("): ");
  if (end == kNone) return;
  text.remove_prefix(end + 3);
  const std::size_t colon = text.find(": ");
  if (text.starts_with("auth-worker<") && colon != kNone) text.remove_prefix(colon + 2);
}

// Up to 2.3: "passwd-file(user,ip,<session>): Password mismatch".
void parse_auth_database(std::string_view text, DovecotEvent& event) {
  drop_connection(text);
  const std::size_t open = text.find('(');
  if (open == kNone || !is_all(text.substr(0, open), "-_?")) return;
  if (const auto identity = split_identity(text.substr(open + 1))) judge_auth(*identity, event);
}

// Since 2.4: "auth(user,ip,sasl:plain)<session>: sql: Password mismatch"; `text` starts behind "(".
// Earlier workers: "auth-worker(4711): sql(user,ip): ...".
void parse_auth_process(std::string_view text, bool is_worker, DovecotEvent& event) {
  const std::size_t end = is_worker ? text.find("): ") : kNone;
  if (end != kNone && parse_number<std::uint32_t>(text.substr(0, end))) {
    text.remove_prefix(end + 3);
    drop_level(text);
    return parse_auth_database(text, event);
  }
  if (const auto identity = split_identity(text)) judge_auth(*identity, event);
}

// --- Mail processes: "imap(user)<pid><session>: Disconnected: ..."
// --------------------------------

// Up to 2.2: "lmtp(4711, jane): ...", and "lmtp(4711): ..." before anybody is named.
std::string_view without_pid(std::string_view user) {
  const std::string_view pid = user.substr(0, user.find(", "));
  if (!parse_number<std::uint32_t>(pid)) return user;
  return user.substr(std::min(pid.size() + 2, user.size()));
}

// One ", key=value" off the end of what the submission service says; nothing where it is another.
bool drop_end(std::string_view& text, std::string_view key, std::string_view extra) {
  const std::size_t at = text.rfind(key);
  if (at == kNone || !is_all(text.substr(at + key.size()), extra)) return false;
  text = text.substr(0, at);
  return true;
}

// "250 OK id=1abCdE-000001-AB", with or without an enhanced code: what Exim answers, whole.
std::string_view id_of_reply(std::string_view reply) {
  constexpr std::string_view kOk = "OK id=", kCode = "250 ", kEnhanced = "2.0.0 ";
  if (!reply.starts_with(kCode)) return {};
  reply.remove_prefix(kCode.size());
  if (reply.starts_with(kEnhanced)) reply.remove_prefix(kEnhanced.size());
  if (!reply.starts_with(kOk)) return {};
  reply.remove_prefix(kOk.size());
  return parse_message_id(reply) ? reply : std::string_view{};
}

// "from=<S>, size=N, id=SESSION, nrcpt=N, reply=`250 OK id=ID'". Who sends chooses S, which may
// hold all of the rest; behind it nothing is his, so it is read from the end. A line of that length
// was perhaps cut off within S.
std::string_view relayed_letter(std::string_view words) {
  constexpr std::string_view kReply = ", reply=`";
  constexpr std::size_t kPerhapsCut = 800;
  if (words.size() > kPerhapsCut || !words.ends_with('\'')) return {};
  words.remove_suffix(1);
  const std::size_t at = words.rfind(kReply);
  if (at == kNone) return {};
  const std::string_view letter = id_of_reply(words.substr(at + kReply.size()));
  words = words.substr(0, at);
  const bool is_whole = drop_end(words, ", nrcpt=", "") && drop_end(words, ", id=", "-_+/=.:") &&
                        drop_end(words, ", size=", "") && words.starts_with("from=<") &&
                        words.ends_with('>');
  return is_whole ? letter : std::string_view{};
}

// The first end counts: the name is of an account that exists, the text holds folder names.
void parse_mail_process(std::string_view text, DovecotEvent& event) {
  constexpr std::array<std::string_view, 4> kEnds{"Disconnected", "Connection closed", "Logged out",
                                                  "Server shutting down"};
  constexpr std::string_view kRelayed = "Successfully relayed message: ";
  for (std::size_t close = text.find(')'); close != kNone; close = text.find(')', close + 1)) {
    const std::size_t skip = closing_length(text.substr(close + 1), event.session);
    if (skip == 0) continue;
    event.user = text.substr(0, close);
    if (event.protocol == "lmtp" && text.substr(close).starts_with("):"))
      event.user = without_pid(event.user);
    std::string_view words = text.substr(close + 1 + skip);
    drop_level(words);
    if (starts_with_any(words, kEnds)) {
      event.kind = Kind::session_end;
      event.reason = words;
    }
    if (event.protocol == "submission" && words.starts_with(kRelayed)) {
      event.kind = Kind::relayed;
      event.letter = relayed_letter(words.substr(kRelayed.size()));
    }
    return;
  }
}

}  // namespace

std::optional<DovecotEvent> parse_dovecot_text(std::string_view text) {
  if (text.starts_with("dovecot: ")) text.remove_prefix(9);  // 1.x wrote its name into its own file
  const std::size_t end = text.find_first_of("(:< ");
  if (end == kNone || text[end] == ' ' || !is_all(text.substr(0, end), "-_")) return {};
  const std::string_view process = text.substr(0, end);
  const char mark = text[end];
  text.remove_prefix(end + 1);

  DovecotEvent event;
  const bool is_login_process = process.ends_with("-login");
  const bool is_worker = process == "auth-worker";
  const bool is_auth = is_worker || process == "auth";
  event.protocol = is_auth ? process.substr(0, 4) : process;
  if (is_login_process) event.protocol.remove_suffix(6);

  if (mark == '(') {
    if (is_auth)
      parse_auth_process(text, is_worker, event);
    else
      parse_mail_process(text, event);
    return event;
  }
  if (mark == '<') return event;
  if (!text.starts_with(' ')) return {};
  text.remove_prefix(1);
  drop_level(text);
  if (is_auth) parse_auth_database(text, event);
  if (is_login_process) parse_login_process(text, event);
  return event;
}

std::optional<DovecotEvent> parse_dovecot_pam(std::string_view text) {
  constexpr std::string_view kFailure = ": authentication failure; ";
  if (!text.starts_with("pam_")) return {};
  const std::size_t open = text.find('(');
  if (open == kNone || !is_all(text.substr(0, open), "_")) return {};
  const std::size_t failure = text.find(kFailure);
  if (!text.substr(open + 1).starts_with("dovecot") || failure == kNone) return {};
  const std::string_view fields = text.substr(failure + kFailure.size());

  DovecotEvent event;
  event.kind = Kind::auth_failure;
  event.protocol = "auth";
  event.reason = text.substr(failure + 2, kFailure.size() - 4);
  // ruser is what the client typed and may hold "rhost=": the last one is PAM's.
  const std::size_t rhost = fields.rfind("rhost=");
  if (rhost == kNone) return event;
  std::string_view rest = fields.substr(rhost + 6);
  const std::string_view address = rest.substr(0, rest.find(' '));
  // What is typed may also stand behind "user=". An earlier "rhost=" with "  user=" behind it could
  // be PAM's as well: then nobody is named.
  const std::size_t user = fields.find("  user=");
  const bool has_two_readings = user < rhost && fields.substr(0, user).contains("rhost=");
  if (parse_ip_address(address) && !has_two_readings) event.rip = address;
  rest.remove_prefix(address.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  if (rest.starts_with("user=")) {
    event.user = rest.substr(5);
    return event;
  }
  // pam_unix names the user only if there is one.
  event.is_unknown_user = text.starts_with("pam_unix(");
  const std::size_t typed = fields.find("ruser=");
  if (typed < rhost) event.user = trim(fields.substr(typed + 6, rhost - typed - 6));
  return event;
}

}  // namespace queuehound
