// The server's own addresses as its logs name them.
#pragma once

#include <vector>

#include "base/ip_address.h"
#include "base/root_dir.h"
#include "host/server.h"

namespace queuehound {

// Of a copied tree in which nothing so far tells a public one.
bool knows_no_public_address(const RootDir& root, const Server& server);

// Public ones that people were let in at (Dovecot's "lip="), by the ends of the logs and, where
// these hold few logins, of their rotations: a copied tree often holds none of the files that tell
// a machine's addresses, and then what its own pages ask of it (cron by web request) would be a
// stranger's. Each by a fifth of the logins: a local user can write a few false lines.
std::vector<IpAddress> addresses_logged_in_to(const RootDir& root, const Server& server);

// Likewise those that letters came in at (Exim's "I="), by the ends of the main logs. Only lines
// that no local user can have written there: not within the reach of a cwd= record.
std::vector<IpAddress> addresses_written_to(const RootDir& root, const Server& server);

}  // namespace queuehound
