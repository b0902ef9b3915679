// The third look at the disk: when the culprits are named, how they got in. A scan that names none
// never comes here, so a healthy server pays nothing.
#pragma once

#include "survey/entry_traces.h"
#include "survey/survey.h"

namespace queuehound {

EntryTraces survey_entries(const RootDir& root, const Server& server, const SurveyOptions& options,
                           const EntryTargets& targets, Survey& survey);

}  // namespace queuehound
