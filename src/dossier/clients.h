// Who handed a mailbox's messages in: the addresses behind SMTP AUTH, and the people behind the
// webmail.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// New providers' networks (provider_network_of) in one day. A traveller meets a few, and a
// carrier's addresses are of few; a cloud service that sends for its owner is at home in a dozen.
inline constexpr std::size_t kMoreProvidersThanAPerson = 8;
inline constexpr std::size_t kProvidersOfBotnets = 24;

// Fills clients, client_of, has_history_of_clients. `onset`: when the suspected mailing began; only
// what lies before it makes an address the owner's.
void find_clients(const CaseFile& file, Time onset, Dossier& dossier);

// Fills stranger_clients and what is counted like it: of the selected messages that no usual client
// of the mailbox sent.
void count_strange_places(const CaseFile& file, Dossier& dossier);

// Fills failures_before, failures_from_drivers, owner_reads_elsewhere (after the campaign is
// selected).
void weigh_logins(const CaseFile& file, Dossier& dossier);

// Its password was tried before, unlike on other days. After weigh_logins.
inline bool was_guessed(const Dossier& dossier) {
  return dossier.failures_before > 0 && !dossier.is_guessed_as_ever;
}

// It comes from ever new addresses: a cloud service sends for its owner.
bool is_new_every_day(const Dossier& dossier);

}  // namespace queuehound
