// Dovecot 2.2 to 2.4 (and the last 2.0 forms): logins, failed logins, session ends, letters that
// its submission service relayed. Sources: Dovecot login-common/client-common.c,
// auth/auth-request.c, submission/submission-backend-relay.c.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "formats/syslog_stamp.h"

namespace queuehound {

struct DovecotEvent {
  enum class Kind : std::uint8_t {
    login,         // imap-login: Login: / Logged in:
    failure,       // login process: auth failed, N attempts
    auth_failure,  // auth process: Password mismatch / unknown user (the same attempt is in
                   // `failure` too where there is a session id; SMTP AUTH failures appear only
                   // here)
    session_end,   // imap(U)...: Disconnected: ...
    relayed,       // submission(U)...: Successfully relayed message: ...
    other,         // understood as Dovecot's, of no interest
  };
  Kind kind = Kind::other;
  std::string_view protocol;  // imap pop3 submission managesieve auth lmtp ...
  std::string_view user;      // as the client typed it; empty if none
  std::string_view method;    // PLAIN ...
  std::string_view rip, lip;  // bare, ::ffff: not yet stripped
  std::string_view session;
  std::string_view letter;  // the id that Exim answered when a letter was relayed to it
  // Inside the first ( ) of a failure, the auth process's words, or how a session ended.
  std::string_view reason;
  std::uint32_t attempts = 1;  // "auth failed, 3 attempts"
  bool is_unknown_user = false;
  bool is_secured = false;  // TLS or secured
};
// `text`: what follows "dovecot: " (or the stamp in own-file logs).
std::optional<DovecotEvent> parse_dovecot_text(std::string_view text);

// "pam_unix(dovecot:auth): authentication failure; ... rhost=IP  user=V": same value, kind
// auth_failure.
std::optional<DovecotEvent> parse_dovecot_pam(std::string_view text);

}  // namespace queuehound
