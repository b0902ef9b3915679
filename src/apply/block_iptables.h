// The iptables back-end as text, apart from running it: what iptables-save and ipset print, what is
// told to iptables-restore, and the file that is loaded at boot.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apply/block_backend.h"

namespace queuehound {

// Our chain in the filter table of one family, as `iptables-save -c -t filter` prints it.
struct OurChain {
  bool is_there = false;  // the chain
  bool is_used = false;   // INPUT jumps to it
  bool has_set = false;   // it looks into the set
  std::vector<BlockedAddress> rules;
};
OurChain parse_iptables_save(std::string_view saved);

// `ipset save queuehound4`.
std::vector<BlockedAddress> parse_ipset_save(std::string_view saved, Time now);

// Lines for `iptables-restore --noflush`, one transaction; "" where nothing is to do. With `set`,
// the chain looks into it, and addresses are no rules.
std::string iptables_add(const OurChain& chain, std::string_view set, const BlockOrder& order);
// `rest`: other addresses stay blocked, so the chain stays.
std::string iptables_delete(const OurChain& chain, const std::vector<BlockedAddress>& gone,
                            bool rest, std::string_view set);

// Lines for `ipset -exist restore`.
std::string ipset_add(std::string_view set, IpFamily family, const BlockOrder& order, Time now);
std::string ipset_delete(std::string_view set, const std::vector<BlockedAddress>& gone);

// The file of rules that is loaded at boot, with ours in it as plain rules (a file that names a set
// which is not there yet would not be loaded at all), or without ours where there are none. Every
// other byte stays.
std::string with_our_rules(std::string_view file, const std::vector<BlockedAddress>& blocked);

}  // namespace queuehound
