#include "verdict/relay_client.h"

#include <algorithm>

#include "dossier/chance.h"
#include "dossier/refusals.h"
#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"
#include "verdict/scattered_relay.h"

namespace queuehound {
namespace {

// What its letters are called by those who get them: a habit of days may be an abuser's. Two dead
// of a dozen are chance.
bool is_well_received(const Volume& bulk) {
  constexpr double kOfYears = 0.05;
  return is_refused_by_few(bulk) &&
         (bulk.unknown_recipients * 10 <= bulk.attempted() ||
          is_chance(bulk.unknown_recipients, bulk.attempted(), kOfYears));
}

// In logs that know no day before: one company's letters, for hours, and nobody minds. More in an
// hour than people there write are a mailing, and of whose right nothing is known.
bool is_one_companys_day(const CaseFile& file, const Dossier& dossier) {
  constexpr seconds kHours{3 * 3600};
  constexpr std::uint64_t kLetters = 8, kRush = 100;
  const auto at = [&](MessageIndex index) -> Time { return file.ledger.messages[index].at; };
  const auto [first, last] = std::ranges::minmax(dossier.messages, {}, at);
  return dossier.messages.size() >= kLetters && at(last) - at(first) >= kHours &&
         dossier.sender_domains <= 1 && is_well_received(dossier.bulk) &&
         dossier.bulk.busiest_hour <= kRush;
}

// Where today's mail is no more than that, it shows what the habit is: an abuser's, perhaps.
bool relays_as_ever(const CaseFile& file, const Dossier& dossier) {
  if (dossier.past.days == 0) return is_one_companys_day(file, dossier);
  return dossier.past.median_day > 0 && dossier.all.busiest_day <= 2 * dossier.past.busiest_day &&
         is_well_received(dossier.bulk);
}

}  // namespace

bool relays_by_habit(const Dossier& dossier) {
  return dossier.past.is_known() && dossier.past.median_day > 0;
}

void study_relay(const CaseFile& file, Dossier& dossier) {
  const Message& first = file.ledger.messages[dossier.messages.front()];
  const IpAddress address = file.ledger.address(first.address);
  // Logs copied without settings do not tell, and then nobody is said to have no right.
  const bool has_settings = file.server.relays_are_known || !file.server.exim_config_file.empty();
  const bool is_guest = dossier.may_relay;  // as who gathered its letters found
  dossier.may_relay = !dossier.is_scattered && (dossier.has_unnamed_login || !has_settings ||
                                                is_guest || is_relay_by_settings(file, address));
  select_campaign(file, dossier);
  describe_campaign(file, dossier);
  dossier.may_relay |= !dossier.is_scattered && relays_as_ever(file, dossier);
}

void merge_open_relay(std::vector<Dossier>& dossiers) {
  Dossier* first = nullptr;
  for (Dossier& dossier : dossiers) {
    if (dossier.kind != IncidentKind::relay || dossier.may_relay || relays_by_habit(dossier))
      continue;
    if (first == nullptr) {
      first = &dossier;
      continue;
    }
    first->messages.insert(first->messages.end(), dossier.messages.begin(), dossier.messages.end());
    first->actors.insert(first->actors.end(), dossier.actors.begin(), dossier.actors.end());
    dossier.messages.clear();
  }
  std::erase_if(dossiers, [](const Dossier& dossier) { return dossier.messages.empty(); });
}

}  // namespace queuehound
