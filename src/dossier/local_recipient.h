// Who gets mail here, and who is the same person: asked of every recipient, so answered beforehand.
#pragma once

#include <cstdint>

#include "dossier/dossier.h"

namespace queuehound {

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

}  // namespace queuehound
