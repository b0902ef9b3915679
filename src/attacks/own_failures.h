// Failed logins that come from this server itself. No stranger is named by them, but somebody
// should know: a site's mailer with an old password fails for every order.
#pragma once

#include <string>

#include "dossier/dossier.h"

namespace queuehound {

// "" where there are too few to tell of.
std::string note_of_own_failures(const CaseFile& file);

}  // namespace queuehound
