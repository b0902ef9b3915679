// What changes about a stolen mailbox's incident once its password was changed: whoever logs in
// from then on has the new one. Pure.
#pragma once

#include "base/time.h"
#include "dossier/incident.h"

namespace queuehound {

// `reset`: when the new password was set. An address first seen from then on is its owner's, often
// a telephone's that the mailbox never knew: it is not blocked. What was handed in from then on is
// spared. Whether anything changed; the plan is not made anew here.
bool believe_new_password(Incident& incident, Time reset);

}  // namespace queuehound
