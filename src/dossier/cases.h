// All who are under suspicion, from the first look to the verdict.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "survey/web_survey.h"

namespace queuehound {

struct FloodWithin {
  std::size_t of = 0;  // dossier
  Dossier flood;
};

struct Cases {
  std::vector<Dossier> dossiers;
  std::vector<FloodWithin> floods;     // judged where the whole tells less
  std::vector<WebTarget> web;          // row = suspect number in WebEvidence
  std::vector<std::uint32_t> web_row;  // dossier → row, kNothing where none
};

struct Verdict {
  std::vector<Incident> incidents;
  std::vector<LooksFine> looks_fine;
  std::vector<std::string> notes;
  std::size_t doubtful = 0;  // of the notes: who deserves a look, and is no incident
};

}  // namespace queuehound
