#include "dossier/refusals.h"

#include <algorithm>
#include <map>

#include "dossier/chance.h"

namespace queuehound {

bool is_refused_by_one(const CaseFile& file, const Dossier& d) {
  constexpr std::uint64_t kManyDomains = 10, kOneOfOthers = 20;
  if (d.bulk.recipient_domains < kManyDomains || d.bulk.spam_refusals * 4 > d.bulk.recipients ||
      d.bulk.unknown_recipients * 20 > d.bulk.recipients)
    return false;
  std::map<std::uint32_t, std::uint64_t> refusals;  // by domain
  for (std::size_t i = 0; i < d.messages.size(); ++i)
    if (d.selected[i])
      file.ledger.for_each_recipient_of(file.ledger.messages[d.messages[i]],
                                        [&](const RecipientEntry& recipient) {
                                          if (recipient.is_spam_refusal)
                                            ++refusals[recipient.domain];
                                        });
  std::uint64_t all = 0, most = 0;
  for (const auto& [domain, count] : refusals) {
    all += count;
    most = std::max(most, count);
  }
  return most > 0 && all - most <= std::max<std::uint64_t>(1, all / kOneOfOthers);
}

// Every list has readers with a strict server, and whoever wishes its owner ill can put himself on
// it. One provider may refuse all that comes from a server it does not know; where a twentieth of
// the list is dead as well, less of that is believed.
bool is_refused_by_few(const Volume& bulk) {
  constexpr double kStrict = 0.01;
  const bool is_old_list = bulk.unknown_recipients * 20 > bulk.attempted();
  return is_chance(bulk.spam_refusals, bulk.attempted(), kStrict) ||
         (bulk.is_refused_by_one_domain &&
          bulk.spam_refusals * (is_old_list ? 20 : 10) <= bulk.attempted());
}

bool is_refused_widely(const Dossier& d) {
  constexpr std::uint64_t kTried = 20, kRefusals = 5;
  if (d.bulk.attempted() < kTried || d.correspondents * 2 > d.bulk.messages) return false;
  return d.bulk.unknown_recipients * 5 >= d.bulk.attempted() ||
         (d.bulk.spam_refusals >= kRefusals && d.bulk.spam_refusals * 20 >= d.bulk.attempted());
}

}  // namespace queuehound
