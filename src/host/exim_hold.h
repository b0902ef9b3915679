// Whether Exim asks our list of held accounts: which of its ACLs read the file we ship
// (host/exim_hold_acl.h), and which of DirectAdmin's own lists its configuration reads. By the
// files: what they say counts for every Exim that started since.
#pragma once

#include <string>
#include <string_view>

#include "base/root_dir.h"
#include "host/exim_config.h"

namespace queuehound {

constexpr std::string_view kHoldAclPath = "/etc/queuehound/exim-hold.acl";
constexpr std::string_view kHeldSendersPath = "/etc/queuehound/held-senders";
constexpr std::string_view kHeldUsersPath = "/etc/queuehound/held-users";
constexpr std::string_view kBlockedLoginsPath = "/etc/virtual/blacklist_smtp_usernames";
constexpr std::string_view kBlockedScriptsPath = "/etc/virtual/blacklist_script_usernames";

struct EximHold {
  bool is_called_for_smtp = false;   // who logged in
  bool is_called_for_local = false;  // programs of this server
  // acl_smtp_predata alone is no gate: Exim does not ask it before BDAT (tried on 4.96).
  bool is_passed_by_chunks = false;
  bool acl_is_there = false;  // the file itself
  bool reads_blocked_logins = false, reads_blocked_scripts = false;

  bool covers_logins() const { return acl_is_there && is_called_for_smtp && !is_passed_by_chunks; }
  bool covers_users() const { return acl_is_there && is_called_for_local; }
};

// Pure: of a configuration's text. `acl_is_there` is left false.
EximHold parse_exim_hold(std::string_view text, const ReadIncluded& included);
EximHold find_exim_hold(const RootDir& root, std::string_view exim_config_file);

}  // namespace queuehound
