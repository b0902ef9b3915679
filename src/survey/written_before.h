// Of mailboxes and programs under suspicion only: to how many of the people they write to now they
// wrote before, and whether under the sender's address they use now; of a program's texts, when
// pages of this server sent them. The ledger does not keep that, because everybody's old recipients
// are more than all else it knows; the few lines of one login are found again in the old logs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ip_address.h"
#include "survey/survey.h"

namespace queuehound {

struct AskedMailbox {
  std::string login;                  // the mailbox, as take_mailbox_of_login has it; "" a program
  std::string account;                // a program's, by which it hands its letters to Exim
  Time before{};                      // only mail older than this counts
  std::vector<std::uint64_t> people;  // keyed_hash_folded of their addresses, each once
  std::vector<std::uint64_t> nobody;  // a program's: of these, who does not exist
  std::vector<IpAddress> strangers;   // what came from these does not count
  std::string sender;                 // a sender's address that is not its own; "" is not asked
  // Of letters that pages here may have sent before: keyed_hash of the skeletons of their subjects,
  // the Unix account the pages belong to ("" unknown), their sender, and until when.
  std::vector<std::uint64_t> texts;
  std::string pages_account, pages_sender;
  Time pages_until{};
};

struct PageLetter {
  Time at{};
  std::uint64_t id = 0;  // keyed_hash
  std::uint64_t text = 0;
  auto operator<=>(const PageLetter&) const = default;
};

struct WrittenBefore {
  std::uint64_t people = 0;          // of those asked about, who were written to
  std::uint64_t nobody = 0;          // of these, who does not exist
  std::uint64_t sender_days = 0;     // on which it used that sender; kEnoughDays at the most
  std::vector<PageLetter> by_pages;  // sorted, each once; the newest, where there are too many
};
inline constexpr std::uint64_t kEnoughDays = 3;

// In the order of `asked`.
std::vector<WrittenBefore> count_written_before(const RootDir& root, const Server& server,
                                                const SurveyOptions& options,
                                                const std::vector<AskedMailbox>& asked);

}  // namespace queuehound
