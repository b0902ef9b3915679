// Finds out whose server a tree is: cPanel, DirectAdmin, HestiaCP, plain Debian, RHEL, by the files
// each leaves (facts: panels' own layouts), Exim's configuration, and the administrator's
// overrides.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "host/config.h"
#include "host/server.h"

namespace queuehound {

// `exim -bP` and `exim -bV` answers of the live server, as printed; empty for a copied tree
// (--root runs no program). Obtained by ask_exim.
struct EximAnswers {
  std::string binary;   // "/usr/sbin/exim4"
  std::string options;  // output of -bP spool_directory log_file_path log_selector ...
  std::string version;  // first line of -bV or "4.96"
};
// Runs exim once, by argv, with a deadline; only on the live server. No Exim: Kind::gone.
Result<EximAnswers> ask_exim(const RootDir& root);

// The program itself, where one of the usual places has it; "" otherwise.
std::string find_exim();

// Never fails: what cannot be found is a note in Server::notes.
Server find_server(const RootDir& root, const Config& config, const EximAnswers& exim);

// Only the zone of the server's clocks (UTC where it has none), without looking for anything else;
// or the zone called `wanted`, nullopt where there is no such zone.
std::optional<TimeZone> zone_of_clocks(const RootDir& root, std::string_view wanted);

}  // namespace queuehound
