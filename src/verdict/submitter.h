// Who submitted some queued messages, as far as that is one. Pure.
#pragma once

#include <string>
#include <vector>

#include "evidence/ledger.h"

namespace queuehound {

struct Submitter {
  std::string mailbox;        // whose login handed all of them in; or
  std::string account;        // whose programs did
  bool with_bounces = false;  // bounces are among them, which nobody submitted

  friend bool operator==(const Submitter&, const Submitter&) = default;
};

// Of the messages with these ids, by the spool. All empty where they share nobody: a page that
// several accounts run, mail from other hosts, bounces alone.
Submitter submitter_of(const Ledger& ledger, const std::vector<std::string>& ids);

}  // namespace queuehound
