// What a program mailed, which file it is and who drives it.
#pragma once

#include <cstdint>

#include "dossier/dossier.h"
#include "dossier/file_facts.h"
#include "survey/web_survey.h"

namespace queuehound {

// `row`: its suspect number in `web`, or kNothing. It may turn out to be a form's.
void study_program(const CaseFile& file, const WebEvidence& web, std::uint32_t row,
                   const FileFacts& facts, Dossier& dossier);

}  // namespace queuehound
