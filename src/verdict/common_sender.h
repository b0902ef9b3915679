// What all of some queued messages have in common of who sent them, by the spool. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {

// "sender_mailbox" or "sender_account" to its name, and "with_bounces" to "yes" where bounces are
// among them: names that apply/selected_message knows. Empty where they have nothing in common: of
// a page that several accounts run, or mail from other hosts.
std::map<std::string, std::string, std::less<>> common_sender(const Ledger& ledger,
                                                              const std::vector<std::string>& ids);

}  // namespace queuehound
