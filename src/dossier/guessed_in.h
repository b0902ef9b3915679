// Who guessed a mailbox's password and then left it alone: he sells what he finds, and others send
// with it hours later from elsewhere.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

struct GuessedIn {
  std::uint32_t address = 0;  // string id
  std::uint32_t failures = 0;
  std::uint32_t row = 0;  // of Ledger::logins, of the failures
  Time first_failure{}, last_failure{};
  Time got_in{};
};

// Beside those who send the mailing, in order of `got_in`. After the campaign is selected.
std::vector<GuessedIn> guessed_in(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
