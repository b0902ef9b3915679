// What an intruder leaves in a mailbox to go on reading or hiding its mail: forwarders, filters,
// Sieve scripts, as panels keep them. Looked up for the mailboxes of incidents only.
#pragma once

#include "base/root_dir.h"
#include "survey/entry_traces.h"

namespace queuehound {

MailboxTrace look_at_mailbox(const RootDir& root, const MailboxTarget& target);

}  // namespace queuehound
