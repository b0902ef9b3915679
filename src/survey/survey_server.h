// Reads the server once, in parallel, into one ledger. The only code that reads it to judge it.
#pragma once

#include "survey/survey.h"

namespace queuehound {

Survey survey_server(const RootDir& root, const Server& server, const SurveyOptions& options);

}  // namespace queuehound
