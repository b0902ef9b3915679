// Failed logins that are nobody's attack: offices, telephones, devices of a domain that is gone,
// and services that fetch mail, with an old or a wrong password.
#pragma once

#include "attacks/fetchers.h"
#include "attacks/guessers.h"
#include "dossier/known_networks.h"

namespace queuehound {

class HonestFailures {
 public:
  HonestFailures(const CaseFile& file, const Guessers& all);

  bool are_of(const Guesser& guesser);
  // It is near where the owner of a mailbox that it tried comes from.
  bool may_be_of_owner(const Guesser& guesser);

 private:
  const CaseFile& file_;
  const Guessers& all_;
  OwnersNetworks owners_;
  Fetchers fetchers_;
};

}  // namespace queuehound
