#include "dossier/local_recipient.h"

#include <algorithm>
#include <bit>
#include <string_view>

#include "base/flat_map.h"

namespace queuehound {

bool is_local_domain(const CaseFile& file, std::uint32_t id) {
  const std::string_view domain = file.ledger.text(id);
  if (domain.empty()) return true;  // a bare local part is completed by this server
  if (file.server.is_local_domain(domain)) return true;
  const DomainDeliveries* const seen = file.ledger.deliveries_to(id);
  return seen != nullptr && seen->local > seen->remote;
}

void know_local_domains(CaseFile& file) {
  using enum CaseFile::Locality;
  file.domains.assign(file.ledger.strings.size(), unknown);
  for (const RecipientEntry& recipient : file.ledger.recipients)
    if (CaseFile::Locality& known = file.domains[recipient.domain]; known == unknown)
      known = is_local_domain(file, recipient.domain) ? local : remote;
}

// Of a flood's recipients one table would be larger than all else that is known by then: it is one
// part of them after the other. Each is a look into memory that no cache holds, so it is asked for
// ahead.
void know_people(CaseFile& file) {
  constexpr std::size_t kAhead = 16, kInAPart = 262144;
  const Table<RecipientEntry>& recipients = file.ledger.recipients;
  const std::uint64_t parts = std::bit_ceil(recipients.size() / kInAPart + 1);
  const auto part_of = [&](std::size_t i) { return recipients[i].hash >> 48 & (parts - 1); };
  file.person_of.resize(recipients.size());
  for (std::uint64_t part = 0; part < parts; ++part) {
    FlatMap numbers;
    numbers.reserve(std::min(recipients.size(), kInAPart));
    for (std::size_t i = 0; i < recipients.size(); ++i) {
      if (i + kAhead < recipients.size()) numbers.prefetch(recipients[i + kAhead].hash);
      if (part_of(i) == part)
        file.person_of[i] = numbers.insert(
            recipients[i].hash, static_cast<std::uint32_t>(file.people + numbers.size()));
    }
    file.people += numbers.size();
  }
}

}  // namespace queuehound
