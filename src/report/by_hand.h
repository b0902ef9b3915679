// The same by hand: exact shell commands that show what an incident says, for whoever trusts no
// program, or has none. Each is one POSIX line that only reads, but for the last ones of a queue,
// which say so. Pure.
//
// What the usual recipes get wrong and these do not: a queue list cut at blanks, a user name that
// matches another one's mail, message bodies, a split spool, a directory with blanks, a page's name
// found in a referer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dossier/incident.h"
#include "host/server.h"

namespace queuehound {

struct HandCommand {
  std::string what;   // a sentence for people
  std::string shell;  // values quoted; it may hold bytes that cannot be shown
  bool changes = false;
};

// Who puts words of his own before the lines of Exim's main log: they have to be taken away first.
enum class MainLog : std::uint8_t { by_exim, by_syslog };

// Paths are those of this machine: below result.root where that is a copy.
std::vector<HandCommand> commands_by_hand(const Incident& incident, const ScanResult& result,
                                          const Server& server, MainLog main_log);

}  // namespace queuehound
