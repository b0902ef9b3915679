// Requests that tell how a file came: the first that was ever made to it, and what was sent to the
// account's sites (POST, PUT) in the minutes around its change.
#pragma once

#include "survey/entry_traces.h"
#include "survey/survey.h"

namespace queuehound {

// Fills first_request and web_from, adds the first request to moments, then fills writes.
void find_entry_requests(const RootDir& root, const Server& server, const SurveyOptions& options,
                         const ScriptTarget& target, Survey& survey, ScriptTrace& trace);

}  // namespace queuehound
