// FTP, SFTP and file-manager logs, read for the files of incidents: records that name one of them,
// writes of its account that name none, and who else came through these doors.
//
// Any local user can write into syslog, so such a record accuses nobody: it tells the
// administrator where to look, and no address is blocked for it.
#pragma once

#include <vector>

#include "survey/entry_traces.h"
#include "survey/survey.h"

namespace queuehound {

// Fills uploads, door_uses and upload_from of each trace (parallel to targets).
void read_upload_logs(const RootDir& root, const Server& server, const SurveyOptions& options,
                      const std::vector<ScriptTarget>& targets, Survey& survey,
                      std::vector<ScriptTrace>& traces);

// How a path of an FTP or SFTP record fits the file: a server that locks clients into a folder logs
// it without what lies above, and some log a name only. `user`: who uploaded.
PathMatch match_upload(const Server& server, const ScriptTarget& target, std::string_view user,
                       std::string_view logged);

}  // namespace queuehound
