#include "cli/evidence_lines.h"

#include <utility>

#include "survey/lines_at.h"

namespace queuehound {

void read_evidence_lines(const RootDir& root, std::vector<Incident>& incidents) {
  std::vector<EvidenceSource*> waiting;
  std::vector<LinePlace> places;
  for (Incident& incident : incidents)
    for (Evidence& evidence : incident.evidence) {
      if (evidence.source.message.empty()) continue;
      waiting.push_back(&evidence.source);
      places.push_back({evidence.source.path, evidence.source.offset});
    }
  std::vector<std::string> lines = read_lines_at(root, places);
  for (std::size_t row = 0; row < waiting.size(); ++row)
    if (lines[row].contains(waiting[row]->message)) waiting[row]->line = std::move(lines[row]);
}

}  // namespace queuehound
