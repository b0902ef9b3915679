// The journal's actions that an operand names: one action, a plan's (P-3), an incident's
// (I-3f9a2c), or those of plans about a subject (script:/path). Nothing is read but the journal:
// the incident itself may be long gone.
#pragma once

#include <string>
#include <vector>

#include "apply/journal.h"

namespace queuehound {

Result<std::vector<JournalledAction>> named_actions(const Journal& journal,
                                                    const std::string& operand);

// Complains where what was typed is of the journal, and an incident or somebody is wanted.
bool refuse_journal_id(const std::string& operand);

}  // namespace queuehound
