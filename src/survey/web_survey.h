// Reads the access logs of the sites whose programs are under suspicion, and only those.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/root_dir.h"
#include "evidence/web_evidence.h"
#include "formats/access_log.h"
#include "host/server.h"
#include "survey/survey.h"
#include "survey/web_place.h"

namespace queuehound {

// Teaches `web` and adds each log read to survey.sources. `files`: Ledger::files, extended by the
// logs read.
WebEvidence survey_web(const RootDir& root, const Server& server, const SurveyOptions& options,
                       const std::vector<WebTarget>& targets, Survey& survey);

// The site a request was made to: the line's own name, unless the log is one site's and nobody here
// knows that name. Some forms log the Host header, and a client sends there what it likes.
std::string_view host_of(const Server& server, const LogSource& log, const AccessRequest& request);

}  // namespace queuehound
