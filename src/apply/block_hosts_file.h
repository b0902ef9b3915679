// What csf and apf write of the addresses they block: as text, apart from running them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/block_backend.h"

namespace queuehound {

// /etc/csf/csf.deny: "198.51.100.7 # queuehound-3f9a2c41 spam - Thu Nov 26 14:00:00 2026".
std::vector<BlockedAddress> parse_csf_deny(std::string_view file);

// /var/lib/csf/csf.tempban: "1795441173|198.51.100.7||in|86400|queuehound-3f9a2c41 spam".
std::vector<BlockedAddress> parse_csf_tempban(std::string_view file);

// apf's deny_hosts.rules: "# added 198.51.100.7 on 11/23/26 13:50:38 with comment: ..." and below
// it the address.
std::vector<BlockedAddress> parse_apf_deny(std::string_view file);
// The same without these two lines of each address that carries the tag. (`apf -u` takes away every
// line and rule that looks like the address: with 198.51.100.2 also 198.51.100.20.)
std::string without_apf_lines(std::string_view file, std::string_view tag,
                              const std::vector<IpNetwork>& networks);

// NAME="value" of a shell-like configuration; "" where it is not set. The last one holds.
std::string shell_setting(std::string_view config, std::string_view name);

}  // namespace queuehound
