#include "formats/dovecot_log.h"

#include <string>

#include "base/ip_address.h"
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

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto event = parse_dovecot_text(text)) check_views(text, *event);
  if (const auto event = parse_dovecot_pam(text)) check_views(text, *event);
  check_no_framing(text);
  return 0;
}
