#include "verdict/refusals.h"

namespace queuehound {

bool is_refused_by_one(const CaseFile& file, const Dossier& d) {
  constexpr std::uint64_t kManyDomains = 10;
  if (d.bulk.recipient_domains < kManyDomains || d.bulk.spam_refusals * 4 > d.bulk.recipients ||
      d.bulk.unknown_recipients * 20 > d.bulk.recipients)
    return false;
  std::uint32_t refusing = 0;
  bool is_one = true;
  for (std::size_t i = 0; i < d.messages.size(); ++i)
    if (d.selected[i])
      file.ledger.for_each_recipient_of(file.ledger.messages[d.messages[i]],
                                        [&](const RecipientEntry& recipient) {
                                          if (!recipient.is_spam_refusal) return;
                                          is_one &= refusing == 0 || refusing == recipient.domain;
                                          refusing = recipient.domain;
                                        });
  return is_one && refusing != 0;
}

bool is_refused_widely(const Dossier& d) {
  constexpr std::uint64_t kTried = 20, kRefusals = 5;
  if (d.bulk.attempted() < kTried || d.correspondents * 2 > d.bulk.messages) return false;
  return d.bulk.unknown_recipients * 5 >= d.bulk.attempted() ||
         (d.bulk.spam_refusals >= kRefusals && d.bulk.spam_refusals * 20 >= d.bulk.attempted());
}

}  // namespace queuehound
