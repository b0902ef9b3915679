// What one sign says of a dossier.
#pragma once

#include <string>

#include "evidence/facts.h"

namespace queuehound {

struct SignalReading {
  double strength = 0;  // 0 absent, 1 as strong as it gets
  std::string text;     // a sentence with the number and the usual level beside it
  SourceRef source;     // of the line that shows it
  std::string line;
  std::string message = {};  // as in EvidenceSource
};

}  // namespace queuehound
