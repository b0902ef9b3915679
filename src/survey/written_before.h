// Of mailboxes under suspicion only: to how many of the people they write to now they wrote before.
// The ledger does not keep that, because everybody's old recipients are more than all else it
// knows; the few lines of one login are found again in the old logs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ip_address.h"
#include "survey/survey.h"

namespace queuehound {

struct AskedMailbox {
  std::string login;                  // the mailbox, as take_mailbox_of_login has it
  Time before{};                      // only mail older than this counts
  std::vector<std::uint64_t> people;  // keyed_hash_folded of their addresses, each once
  std::vector<IpAddress> strangers;   // what came from these does not count
};

// How many of each mailbox's people were written to; in the order of `asked`.
std::vector<std::uint64_t> count_written_before(const RootDir& root, const Server& server,
                                                const SurveyOptions& options,
                                                const std::vector<AskedMailbox>& asked);

}  // namespace queuehound
