#include "verdict/flood_within.h"

#include "base/keyed_rows.h"
#include "dossier/bought_list.h"
#include "verdict/volume_alone.h"

namespace queuehound {
namespace {

using Fates = KeyedRows<ListFate>;  // by subject skeleton; of the window

Fates fates_of(const CaseFile& file, const Dossier& dossier) {
  Fates fates;
  for (const MessageIndex index : dossier.messages) {
    const Message& message = file.ledger.messages[index];
    if (message.in_window)
      fates[message.has_subject ? message.skeleton : 0].add(file.ledger, message);
  }
  return fates;
}

bool is_ill(const ListFate& fate) {
  constexpr std::uint64_t kDead = 10, kOneOf = 5;
  return fate.is_dead(kDead, kOneOf);
}

// Buyers exist, and want their orders; and there are as many of them as on other days.
bool is_ordinary(const ListFate& rest, const Past& past) {
  constexpr std::uint64_t kTried = 20, kOneOf = 20;
  return past.is_known() && rest.tried >= kTried && rest.dead * kOneOf <= rest.tried &&
         rest.recipients * 2 <= past.busiest_day * 3;
}

bool has_flood_beside_orders(const Fates& fates, const Past& past) {
  bool has_flood = false;
  ListFate rest;
  for (const ListFate& fate : fates.rows()) {
    has_flood |= is_ill(fate);
    if (is_ill(fate)) continue;
    rest.recipients += fate.recipients;
    rest.tried += fate.tried;
    rest.dead += fate.dead;
  }
  return has_flood && is_ordinary(rest, past);
}

}  // namespace

Dossier flood_within(const CaseFile& file, const Dossier& dossier) {
  Dossier flood;
  if (dossier.kind != IncidentKind::script || !dossier.folders.empty() || !dossier.login.empty())
    return flood;
  const Fates fates = fates_of(file, dossier);
  if (!has_flood_beside_orders(fates, dossier.past)) return flood;
  flood = dossier;
  std::erase_if(flood.messages, [&](MessageIndex index) {
    const Message& message = file.ledger.messages[index];
    const ListFate* const fate = message.has_subject ? fates.find(message.skeleton) : nullptr;
    return fate == nullptr || !is_ill(*fate);
  });
  flood.selected.assign(flood.messages.size(), 0);
  flood.web = {};
  return flood;
}

bool is_old_letter(const CaseFile& file, const Dossier& flood, std::vector<Evidence> evidence) {
  std::erase_if(evidence, [](const Evidence& sign) { return sign.signal == "bad_recipients"; });
  return flood.web.drivers.empty() && is_settled(file, flood) &&
         is_volume_alone(evidence, flood.bulk, true);
}

}  // namespace queuehound
