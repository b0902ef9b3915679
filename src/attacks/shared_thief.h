// One thief with many passwords sends a few letters with each: no mailbox alone shows him. What
// shows him is that mailboxes of many customers suddenly send from one network that none of them,
// nor anybody here, ever used; or one text, each from a place that is not its owner's.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "attacks/attack_report.h"
#include "dossier/dossier.h"

namespace queuehound {

class SharedThieves {
 public:
  explicit SharedThieves(const CaseFile& file);

  // Null where the mailbox (a string id) is none of theirs.
  const SharedThief* of(std::uint32_t user) const {
    const auto found = of_.find(user);
    return found == of_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::uint32_t, SharedThief> of_;
};

}  // namespace queuehound
