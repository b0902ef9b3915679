// Remote hosts that wrote here without logging in, and since when they do. Who logged in and is
// not named is none of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

inline constexpr std::size_t kDaysKnown = 3;  // on which a host wrote before: no stranger

// A remote host's accepted mail.
struct Visitor {
  std::uint32_t address = 0;
  std::uint32_t messages = 0;  // inside the window
  std::uint32_t before = 0;    // in older logs
  std::uint32_t days_before = 0;
  std::span<const ActorId> hosts;
  bool is_known() const { return days_before >= kDaysKnown; }
};

// A busy server knows a hundred thousand of them, and few are ever suspected: only of these more is
// asked, by going through their messages again.
struct Visitors {
  std::vector<ActorId> hosts;  // those of one address beside each other
  std::vector<Visitor> rows;   // by the string id of the address

  const Visitor* at(std::uint32_t address) const {
    const auto found = std::ranges::lower_bound(rows, address, {}, &Visitor::address);
    return found == rows.end() || found->address != address ? nullptr : &*found;
  }
};

template <class Use>
void for_each_message(const Ledger& ledger, const Visitor& visitor, Use&& use) {
  for (const ActorId host : visitor.hosts)
    for (const MessageIndex index : ledger.messages_of(ledger.actors[host]))
      if (const Message& message = ledger.messages[index];
          message.sender != 0 && !message.came_with_login)
        use(index, message);
}

// Without this server's own addresses: what a program here fetches elsewhere and hands in is no
// attack from outside.
Visitors visitors_of(const CaseFile& file);

}  // namespace queuehound
