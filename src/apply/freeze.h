// freeze_messages, as a Doing: through Exim itself (-Mf, and -Mt to undo), because freezing
// rewrites a -H, and only Exim knows every line that may stand in one. What Exim did is read from
// the spool, not from what it says.
//
// Messages that were frozen before are in the record and are never thawed. A thawed message has
// -manual_thaw in its -H, which it had not before: Exim offers no way back without it.
#pragma once

#include "apply/doing.h"

namespace queuehound {

// Details it knows: those of Selection (apply/selected_message.h), and "patience", the seconds
// given to messages that Exim is busy with (15).
Doing freeze_doing();

}  // namespace queuehound
