// Who stands behind each queued message, as a scan judges it: what the spool alone cannot say.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "evidence/ledger.h"

namespace queuehound {

struct Attribution {      // "" where it is not known
  std::string actor;      // of its incident ("script:/path"), or of the message alone
  std::string script;     // the program's file, by the evidence of its incident or by PHP's own log
  std::string directory;  // where the program ran; only where the file is not known
  std::string origin;     // the remote address that drives it
  std::string incident;   // whose mailing it is part of
};
using Attributions = std::unordered_map<std::string, Attribution>;  // by message id

// Of messages in the queue; `result` must be judged from `file`.
Attributions attribute_queue(const CaseFile& file, const ScanResult& result);

// "mailbox:a@b", "account:user", "ip:192.0.2.7"; words where no name is known.
std::string actor_name(const Ledger& ledger, const ActorRecord& actor);

// Of messages alike by one actor: "C-" and six characters, the same across runs, with or without
// the logs.
std::string campaign_id(std::string_view actor, std::string_view subject_skeleton);

}  // namespace queuehound
