// Which of an actor's messages are one mailing. Selection is by actor AND likeness (text, who
// drives it, shape), never by actor alone, so that the customer's honest mail stays.
#pragma once

#include "verdict/dossier.h"
#include "verdict/likeness.h"

namespace queuehound {

// When the largest mailing-like part of the actor's mail began; the window's start where there is
// none.
Time likely_onset(const CaseFile& file, const Dossier& dossier, const Likeness& likeness);

// Fills dossier.selected (after find_clients or choose_drivers).
void select_campaign(const CaseFile& file, Dossier& dossier);
// The same for who has the likeness of its messages at hand; not for forms.
void select_campaign(const CaseFile& file, const Likeness& likeness, Dossier& dossier);

// Fills bulk, text, sender and witness numbers from the selected messages.
void describe_campaign(const CaseFile& file, Dossier& dossier);
// Before it is filled once more.
void reset_description(Dossier& dossier);

}  // namespace queuehound
