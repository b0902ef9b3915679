// Whether the lines of Dovecot's logins name the addresses they came from:
// login_log_format_elements may leave rip= out, and then nobody can say who used a password.
#pragma once

#include <cstdint>
#include <string>

#include "base/root_dir.h"
#include "host/server.h"

namespace queuehound {

struct LoginSigns {
  std::uint64_t logins = 0;  // of login processes, failed ones too
  std::uint64_t with_address = 0;
  std::string path = {};  // the log of the first without
};

// Of the last megabyte of each log that Dovecot writes to.
LoginSigns read_login_signs(const RootDir& root, const Server& server);

}  // namespace queuehound
