// What the live Dovecot is asked: where a mailbox's password lies, and to end its sessions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/doing.h"

namespace queuehound {

struct PasswordPlace {
  std::string path;  // the passwd-file
  std::string user;  // the name that stands in it
};

// The one passwd-file that holds the mailbox. Kind::refused, with the reason and the next best:
// no Dovecot, the password in PAM, SQL or LDAP, in two files, or nowhere that we can read.
Result<PasswordPlace> find_password_place(const LiveServer& live, std::string_view mailbox);

// Ends IMAP, POP3 and submission sessions and forgets remembered passwords: a sentence of what came
// of it. Never an error: a Dovecot that does not run has no sessions.
std::string end_sessions(std::string_view mailbox);

}  // namespace queuehound
