// Where Dovecot looks passwords up, out of what `doveconf -n` prints: 2.3's "passdb { driver = ...
// args = ... }" and 2.4's "passdb passwd-file { passwd_file_path = ... }".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace queuehound {

struct DovecotPassdb {
  std::string driver;            // "passwd-file", "pam", "sql", "ldap", "passwd", ...
  std::string path = {};         // passwd-file: as written, variables in it
  std::string user_format = {};  // passwd-file: "%u" where it says nothing
  std::string scheme = {};       // of fields without one; "" is Dovecot's own, CRYPT
  bool is_for_masters = false;   // of people who may become anybody
  bool denies = false;           // a list of who may not
};
std::vector<DovecotPassdb> parse_passdbs(std::string_view printed);

// %u %n %d with their L and U, and 2.4's %{user}, %{user | username | lower} and kin, for
// "kim@a.example". Nothing where the text holds another variable.
std::optional<std::string> fill_dovecot_variables(std::string_view text, std::string_view user);

}  // namespace queuehound
