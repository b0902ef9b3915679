// Whose requests are read for one subject that a person asks about, suspect or not.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "mail/asked_subject.h"
#include "survey/web_survey.h"

namespace queuehound {

// None where no request can tell of it: a mailbox, a message that no program here handed in, a
// domain that is no site's.
std::vector<WebTarget> requests_asked_for(const CaseFile& file, const AskedSubject& subject);

}  // namespace queuehound
