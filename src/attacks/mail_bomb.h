// A flood at one mailbox that no single host and no single text shows: subscription bombs and
// botnets that bury a warning under thousands of letters. Honest hosts carry most of it, so it is
// told and nobody is blocked for it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

struct MailBomb {
  std::uint32_t recipient = 0;  // string id
  std::uint64_t busiest_hour = 0;
  std::vector<MessageIndex> messages;
  struct Host {
    std::uint32_t address = 0;  // string id
    std::uint64_t messages = 0;
    Time first{}, last{};
  };
  std::vector<Host> hosts;  // most messages first
};

// `new_hosts`: actors of remote addresses that never wrote before the window, those of one address
// beside each other.
std::vector<MailBomb> find_mail_bombs(const CaseFile& file, std::span<const ActorId> new_hosts);

}  // namespace queuehound
