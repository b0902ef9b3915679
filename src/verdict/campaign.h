// Which of an actor's messages are one mailing. Selection is by actor AND likeness (text, who
// drives it, shape), never by actor alone, so that the customer's honest mail stays.
#pragma once

#include "dossier/dossier.h"
#include "dossier/likeness.h"

namespace queuehound {

// Fills dossier.selected (after find_clients or choose_drivers).
void select_campaign(const CaseFile& file, Dossier& dossier);
// The same for who has the likeness of its messages at hand; not for forms.
void select_campaign(const CaseFile& file, const Likeness& likeness, Dossier& dossier);

}  // namespace queuehound
