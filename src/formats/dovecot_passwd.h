// Dovecot's passwd-file: "user:password:uid:gid:gecos:home:shell:extra fields", a line a mailbox.
// cPanel's shadow, DirectAdmin's and HestiaCP's passwd files have the same shape.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace queuehound {

struct PasswdEntry {          // views of the text it was found in
  std::string_view line;      // without its newline
  std::string_view user;      // as written
  std::string_view password;  // with its {SCHEME}, if it has one
  std::string_view rest;      // what follows the password, its colon included
};

// The line that counts for `user`: of two, Dovecot takes the first. Names are compared as written.
std::optional<PasswdEntry> find_passwd_entry(std::string_view text, std::string_view user);

// `text` with that one field replaced; every other byte stays.
std::string with_password(std::string_view text, const PasswdEntry& entry,
                          std::string_view password);

// Whether the extra fields let anybody in, whatever the password.
bool needs_no_password(const PasswdEntry& entry);

}  // namespace queuehound
