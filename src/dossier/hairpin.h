// A machine behind its provider's address translation: what it sends to its own public name comes
// back from an address that none of its interfaces has.
#pragma once

#include <vector>

#include "evidence/ledger.h"

namespace queuehound {

// Clients that DNS, asked both ways by Exim, calls by this server's own name: who owns the name
// decides that, and no client. Only lines that prove themselves say so: a local user who forges
// some must not make a thief's address ours.
std::vector<IpAddress> addresses_named_ours(const Ledger& ledger);

}  // namespace queuehound
