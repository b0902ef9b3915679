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
#include "host/ask_exim.h"
#include "host/config.h"
#include "host/server.h"

namespace queuehound {

// Never fails: what cannot be found is a note in Server::notes.
Server find_server(const RootDir& root, const Config& config, const EximAnswers& exim);

// Only the zone of the server's clocks (UTC where it has none), without looking for anything else;
// or the zone called `wanted`, nullopt where there is no such zone.
std::optional<TimeZone> zone_of_clocks(const RootDir& root, std::string_view wanted);

}  // namespace queuehound
