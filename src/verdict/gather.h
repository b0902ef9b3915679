// Whose messages: groups the ledger's rows into dossiers, one an actor.
#pragma once

#include <vector>

#include "verdict/dossier.h"

namespace queuehound {

// Actors with enough mail in the window or the queue to be worth judging, and the rest that were
// busy enough to be told as "looks fine". Local submissions are grouped by account and directory
// (or by the script that PHP or an agreeing header names, where the log has no cwd=).
std::vector<Dossier> gather_dossiers(const CaseFile& file);

// Is mail for this recipient's domain delivered on this server, as far as panel files, Exim's
// configuration and its deliveries tell?
bool is_local_domain(const CaseFile& file, std::uint32_t id);
inline bool is_local_recipient(const CaseFile& file, const RecipientEntry& recipient) {
  using enum CaseFile::Locality;
  const auto known =
      recipient.domain < file.domains.size() ? file.domains[recipient.domain] : unknown;
  return known == unknown ? is_local_domain(file, recipient.domain) : known == local;
}
// Answers it once for each domain of the ledger, in file.domains: it is asked for every recipient.
void know_local_domains(CaseFile& file);
// Numbers the recipients, in file.person_of: who is the same is asked of most of them again and
// again.
void know_people(CaseFile& file);

// All of an actor's mail inside the window, as far as it is asked about.
Activity activity_of(const CaseFile& file, const std::vector<MessageIndex>& messages);

}  // namespace queuehound
