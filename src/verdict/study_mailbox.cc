#include "verdict/study_mailbox.h"

#include <algorithm>
#include <set>

#include "dossier/clients.h"
#include "dossier/first_days.h"
#include "dossier/likeness.h"
#include "dossier/mailing_program.h"
#include "dossier/moved_office.h"
#include "dossier/onset.h"
#include "dossier/own_program.h"
#include "dossier/usual.h"
#include "verdict/campaign.h"
#include "verdict/describe_campaign.h"
#include "verdict/helpdesk.h"
#include "verdict/owner_moved.h"

namespace queuehound {
namespace {

// A thief who began days ago sent on each of them since: they are his, not the owner's usual. Who
// sent once, a week ago, sends his weekly letter.
void forget_days_of_strangers(const CaseFile& file, Dossier& dossier) {
  Time since = file.ledger.from();
  std::set<std::uint32_t> strangers;
  for (const Client& client : dossier.clients)
    if (client.selected > 0 && !client.is_usual) strangers.insert(client.address);
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  for (const std::uint32_t row : rows_of(file.logins.submissions_of_user, user)) {
    const SubmissionUse& sent = file.logins.submissions[row];
    const auto days_ago = (file.ledger.to() - sent.use.first).count() / 86400;
    if (static_cast<std::int64_t>(sent.use.days) > days_ago && strangers.contains(sent.address))
      since = std::min<Time>(since, sent.use.first);
  }
  if (since == file.ledger.from()) return;
  dossier.strangers_since = since;
  dossier.past = past_of(file, dossier);
}

// On the days before the window, as far as these were taken for a part of the mailing, nobody sent
// but from the owner's places; and the mailing is strangers'.
bool was_owners_week(const CaseFile& file, const Dossier& dossier) {
  if (dossier.stranger_messages * 2 <= dossier.bulk.messages ||
      dossier.past.episode_start == Time{} || dossier.past.episode_start >= file.ledger.from())
    return false;
  std::set<std::uint32_t> owners;
  for (const Client& client : dossier.clients)
    if (client.is_usual) owners.insert(client.address);
  const std::uint32_t user = file.ledger.strings.find(dossier.account);
  return std::ranges::all_of(
      rows_of(file.logins.submissions_of_user, user), [&](std::uint32_t row) {
        const SubmissionUse& sent = file.logins.submissions[row];
        return sent.use.first >= file.ledger.from() || sent.use.last < dossier.past.episode_start ||
               owners.contains(sent.address);
      });
}

// A busy working week of the owner's is no episode of strangers who came today.
void keep_days_of_owner(const CaseFile& file, Dossier& dossier) {
  if (!was_owners_week(file, dossier)) return;
  dossier.begins_in_window = true;
  dossier.past = past_of(file, dossier);
}

}  // namespace

void study_mailbox(const CaseFile& file, Dossier& dossier) {
  // Slow abuse began days before the window: nothing from those days on is the owner's history.
  const Likeness likeness(file, dossier);
  const Time begun = likely_onset(file, dossier, likeness);
  Time onset = begun;
  if (dossier.past.episode_start != Time{} && !dossier.past.is_always)
    onset = std::min(onset, dossier.past.episode_start);
  if (dossier.shared_thief.customers > 0) onset = std::min(onset, file.ledger.from());
  find_clients(file, onset, dossier);
  heed_desk_of_first_days(file, likeness, begun, dossier);
  heed_moved_office(file, onset, dossier);
  heed_colleagues(file, onset, dossier);
  heed_newcomer(file, dossier);
  heed_own_program(file, likeness, dossier);
  heed_helpdesk(file, dossier);
  select_campaign(file, likeness, dossier);
  describe_campaign(file, dossier);
  if (distrust_senders(file, dossier)) {
    reset_description(dossier);
    select_campaign(file, likeness, dossier);
    describe_campaign(file, dossier);
  }
  forget_days_of_strangers(file, dossier);
  keep_days_of_owner(file, dossier);
  weigh_logins(file, dossier);
  heed_mailing_program(file, dossier);
  find_journey(file, onset, dossier);
}

}  // namespace queuehound
