// Programs that call a page beside a flood by it, in logs too young to know them.
#pragma once

#include "dossier/dossier.h"

namespace queuehound {

// The programs of a service's customers post and look at nothing, as robots do. Who posted over
// hours, a few letters of texts that nobody else's are (without subjects: a fifth of what each of
// the others did), of which none was turned away, is taken out of dossier.web.drivers, where all
// others' letters are four times as many and a tenth of them was turned away. Robots that would
// pass for such write a fifth of the flood at most, and to people who exist. Where logs know the
// days before, those tell more. Not asked where visitors press the page: it is a form.
void leave_out_programs_beside_robots(const CaseFile& file, Dossier& dossier);

}  // namespace queuehound
