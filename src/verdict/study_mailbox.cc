#include "verdict/study_mailbox.h"

#include <algorithm>

#include "verdict/campaign.h"
#include "verdict/clients.h"
#include "verdict/helpdesk.h"
#include "verdict/likeness.h"
#include "verdict/mailing_program.h"
#include "verdict/own_program.h"
#include "verdict/owner_moved.h"

namespace queuehound {

void study_mailbox(const CaseFile& file, Dossier& dossier) {
  // Slow abuse began days before the window: nothing from those days on is the owner's history.
  const Likeness likeness(file, dossier);
  Time onset = likely_onset(file, dossier, likeness);
  if (dossier.past.episode_start != Time{} && !dossier.past.is_always)
    onset = std::min(onset, dossier.past.episode_start);
  if (dossier.shared_thief.customers > 0) onset = std::min(onset, file.ledger.from());
  find_clients(file, onset, dossier);
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
  weigh_logins(file, dossier);
  heed_mailing_program(file, dossier);
  find_journey(file, onset, dossier);
}

}  // namespace queuehound
