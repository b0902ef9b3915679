// Attacks from outside: password guessing, recipient probing, floods; and bounces for mail that was
// never sent from here. One incident a kind of attack over the whole server.
#pragma once

#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

std::vector<Incident> judge_inbound(const CaseFile& file);

// `culprits`: accounts (mailboxes) and domains already named by other incidents; bounces to them
// are the consequence of their own mailing.
std::vector<Incident> judge_backscatter(const CaseFile& file,
                                        const std::vector<Incident>& culprits);

}  // namespace queuehound
