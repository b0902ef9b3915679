#include "verdict/campaign.h"

#include "dossier/gone_letters.h"
#include "dossier/largest_text.h"
#include "dossier/list_posts.h"
#include "dossier/regular_writers.h"
#include "verdict/form_mailing.h"
#include "verdict/letters_in_vain.h"
#include "verdict/mailbox_mailing.h"
#include "verdict/script_mailing.h"

namespace queuehound {
namespace {

// A list copies every post to many people: that is its work. Only what strangers flood it with is
// the mailing; where nobody does, whatever a list manager copied most, without the posts that it
// copies on other days too. A list that Exim expands
// makes no copies of its own: its posters answer for their posts.
void select_for_list(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  const FloodCopies flood(file, dossier, dossier.flood_posts);
  const std::uint64_t largest = recipients_of_largest_text(likeness);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    const Message& message = file.ledger.messages[dossier.messages[i]];
    if (dossier.flood_posts.empty() && !dossier.counts_posts)
      dossier.selected[i] =
          (likeness.is_bulk_text(i) && !is_small_beside(largest, dossier, likeness.text_of(i))) ||
          likeness.is_untitled_burst(message);
    else
      dossier.selected[i] = flood.is_copy(message);
  }
}

void select_for_host(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  if (dossier.is_scattered) return dossier.selected.assign(dossier.messages.size(), 1);
  const std::uint64_t largest = recipients_of_largest_text(likeness);
  const RegularWriters regular(file, dossier);
  const bool is_all_in_vain = are_letters_in_vain(file, dossier, largest);
  const GoneLetters gone(file, dossier, likeness, GoneLetters::By::sender);
  const std::vector<char> is_in_vain = in_vain_as_others(file, dossier, regular);
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (regular.wrote(i)) continue;
    const Message& message = file.ledger.messages[dossier.messages[i]];
    const bool is_mailing =
        likeness.is_bulk_text(i) && !is_small_beside(largest, dossier, likeness.text_of(i));
    // A host that logged in is a person's or an office's: a letter without a logged subject is one.
    dossier.selected[i] =
        is_mailing || is_all_in_vain || is_in_vain[i] || likeness.is_untitled_burst(message) ||
        likeness.is_shape_bulk(file.ledger.shape_of(message)) || gone.is_of(i, message) ||
        (!message.has_subject && !dossier.has_unnamed_login);
  }
}

}  // namespace

void select_campaign(const CaseFile& file, Dossier& dossier) {
  if (dossier.kind != IncidentKind::form)
    return select_campaign(file, Likeness(file, dossier), dossier);
  dossier.selected.assign(dossier.messages.size(), 0);
  select_for_form(file, dossier);
}

void select_campaign(const CaseFile& file, const Likeness& likeness, Dossier& dossier) {
  dossier.selected.assign(dossier.messages.size(), 0);
  switch (dossier.kind) {
    case IncidentKind::mailbox:
      select_for_mailbox(file, likeness, dossier);
      break;
    case IncidentKind::script:
      select_for_script(file, likeness, dossier);
      break;
    case IncidentKind::list:
      select_for_list(file, likeness, dossier);
      break;
    default:
      select_for_host(file, likeness, dossier);
  }
  for (std::size_t i = 0; i < dossier.messages.size(); ++i) {
    if (!dossier.selected[i] || i >= dossier.client_of.size() || dossier.client_of[i] == kNothing)
      continue;
    Client& client = dossier.clients[dossier.client_of[i]];
    const Time at = file.ledger.messages[dossier.messages[i]].at;
    if (client.selected++ == 0) client.first_selected = at;
    client.last_selected = at;
  }
}

}  // namespace queuehound
