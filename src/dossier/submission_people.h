// Whose session at Dovecot's submission service was open when a letter of the mailbox came from
// this server itself, where no line tells which letters the service relayed.
#pragma once

#include <span>
#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

class SubmissionPeople {
 public:
  // Believed only where nearly all letters that the mailbox handed in here came in such a session:
  // else something on this server holds the password, and an idle session would be blamed for it.
  SubmissionPeople(const CaseFile& file, std::uint32_t user, std::span<const MessageIndex> letters);

  struct Open {
    bool is_any = false;
    std::uint32_t address = 0;  // of them all; 0: they are several people's
  };
  Open open_at(Time at) const;

 private:
  struct Change {
    Time at{};
    Open now;
  };
  std::vector<Change> changes_;  // in the order of time
};

}  // namespace queuehound
