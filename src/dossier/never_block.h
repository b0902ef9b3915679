// Addresses that drive something and must not be blocked all the same.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

// "" where the address may be blocked, else why not. `except_mailbox`: the mailbox under judgement,
// whose own use of the address does not count as somebody else's good history.
std::string why_never_block(const CaseFile& file, const IpAddress& address,
                            std::string_view except_mailbox, Time onset);

// A proxy's or a content network's: whoever visits through it has its address.
bool is_shared_by_visitors(const Server& server, const IpAddress& address);

// Addresses that many visitors share (Cloudflare's own list).
const std::vector<IpNetwork>& content_networks();

}  // namespace queuehound
