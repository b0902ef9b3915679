// What a reader is told of the selected messages: the largest texts of the mailing, and its
// subjects.
#pragma once

#include <vector>

#include "dossier/dossier.h"

namespace queuehound {

std::vector<CampaignSummary> summarize_campaigns(const CaseFile& file, const Dossier& dossier);
std::vector<SubjectCount> count_subjects(const CaseFile& file, const Dossier& dossier);

}  // namespace queuehound
