// What to do once it is stopped: what each kind of incident leaves behind, and how to be taken off
// the blocklists it led to. Pure, and without the network: the commands are for the reader to run.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/incident.h"
#include "host/server.h"

namespace queuehound {

struct Blocklist {
  std::string_view zone;  // DNS name to ask below
  std::string_view name;
  bool is_of_domains = false;  // asked with a domain, not with a reversed address
  std::string_view removal;    // how a listing ends
};
std::span<const Blocklist> main_blocklists();

// "77.113.0.203" for 203.0.113.77; 32 nibbles for IPv6.
std::string reversed_for_dns(const IpAddress& address);

struct BlocklistQuestion {
  const Blocklist* list = nullptr;
  std::string shell;  // one POSIX line
};
struct AfterStop {
  std::vector<std::string> steps;      // sentences, in order
  std::vector<BlocklistQuestion> ask;  // of the server's first public address and the domain
  std::string asked_for;               // that address, or "192.0.2.1" where it is not known
  bool address_is_known = false;
};
AfterStop after_stop(const Incident& incident, const Server& server);

}  // namespace queuehound
