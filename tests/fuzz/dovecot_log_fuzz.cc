#include "formats/dovecot_log.h"

#include <string>

#include "base/ip_address.h"
#include "formats/courier_log.h"
#include "inside.h"

namespace queuehound {
namespace {

void check_views(std::string_view text, const DovecotEvent& event) {
  for (const auto part :
       {event.user, event.method, event.rip, event.lip, event.session, event.reason}) {
    require_inside(text, part);
  }
}

// Whatever a client types, Dovecot's own address is the one that is read.
void check_no_framing(std::string_view typed) {
  std::string user;
  for (const char c : typed.substr(0, 60)) user += c < ' ' ? '?' : c;
  const std::string login =
      "imap-login: Disconnected: Connection closed (auth failed, 1 attempts in 2 secs): user=<" +
      user + ">, method=PLAIN, rip=203.0.113.5, lip=198.51.100.1, session=<s>";
  const auto failure = parse_dovecot_text(login);
  require(failure && failure->rip == "203.0.113.5" && failure->user == user);
  const std::string auth = "auth: sql(" + user + ",203.0.113.5,<s>): Password mismatch";
  const auto refusal = parse_dovecot_text(auth);
  require(refusal && refusal->rip == "203.0.113.5");
  const std::string auth24 = "auth(" + user + ",203.0.113.5,sasl:plain)<s>: sql: Password mismatch";
  const auto refusal24 = parse_dovecot_text(auth24);
  require(refusal24 && refusal24->rip == "203.0.113.5");
  const std::string words =
      "pam_unix(dovecot:auth): authentication failure; logname= uid=0 euid=0 tty=dovecot ruser=" +
      user + " rhost=203.0.113.5 ";
  const auto pam = parse_dovecot_pam(words);
  // Who types a whole tail of PAM's names nobody.
  const bool has_tail = user.contains("rhost=") && user.contains("  user=");
  require(pam && (pam->rip == "203.0.113.5" || (pam->rip.empty() && has_tail)));
}

// Nor is Courier's, whatever the name; a proxy names nobody else than who logs in.
void check_no_framing_elsewhere(std::string_view typed) {
  std::string user;
  for (const char c : typed.substr(0, 400)) user += c < ' ' ? '.' : c;
  const std::string courier = "LOGIN FAILED, user=" + user + ", ip=[203.0.113.5], port=[5]";
  const auto failure = parse_courier_text("imapd", courier);
  require(failure && failure->rip == "203.0.113.5" && failure->user == user);
  const std::string cut = courier.substr(0, 19 + user.size());
  const auto lost = parse_courier_text("imapd", cut);
  require(lost && lost->kind == DovecotEvent::Kind::failure);
  const std::string_view name = std::string_view(user).substr(0, 60);
  const std::string tail = ": user=<" + std::string(name) +
                           ">, method=PLAIN, rip=203.0.113.5, lip=198.51.100.1, session=<s>";
  const std::string refused =
      "imap-login: proxy(" + std::string(name) + "): Login failed to 192.0.2.9:143: no" + tail;
  const auto other = parse_dovecot_text(refused);
  require(other && other->kind != DovecotEvent::Kind::login);
  const std::string begun =
      "imap-login: proxy(" + std::string(name) + "): started proxying to 192.0.2.9:143" + tail;
  const auto login = parse_dovecot_text(begun);
  require(login && (login->kind != DovecotEvent::Kind::login ||
                    (login->user == name && login->rip == "203.0.113.5")));
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto event = parse_dovecot_text(text)) check_views(text, *event);
  if (const auto event = parse_dovecot_pam(text)) check_views(text, *event);
  for (const std::string_view program : {"imapd", "pop3d-ssl"})
    if (const auto event = parse_courier_text(program, text)) check_views(text, *event);
  check_no_framing(text);
  check_no_framing_elsewhere(text);
  return 0;
}
