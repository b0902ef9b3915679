#include "cli/evidence_lines.h"

#include <string_view>
#include <utility>

#include "evidence/line_digest.h"
#include "survey/lines_at.h"

namespace queuehound {
namespace {

bool is_meant(const EvidenceSource& source, std::string_view line) {
  if (!source.message.empty()) return line.contains(source.message);
  return digest_of_line(line) == source.digest;
}

class Waiting {
 public:
  void add(EvidenceSource& source) {
    if (source.message.empty() && source.digest == 0) return;
    sources_.push_back(&source);
    places_.push_back({source.path, source.offset});
  }
  void read(const RootDir& root) {
    std::vector<std::string> lines = read_lines_at(root, places_);
    for (std::size_t row = 0; row < sources_.size(); ++row)
      if (is_meant(*sources_[row], lines[row])) sources_[row]->line = std::move(lines[row]);
  }

 private:
  std::vector<EvidenceSource*> sources_;
  std::vector<LinePlace> places_;
};

}  // namespace

void read_evidence_lines(const RootDir& root, std::vector<Incident>& incidents) {
  Waiting waiting;
  for (Incident& incident : incidents) {
    for (Evidence& evidence : incident.evidence) waiting.add(evidence.source);
    if (incident.entry) waiting.add(incident.entry->source);
  }
  waiting.read(root);
}

void read_evidence_lines(const RootDir& root, Acquaintance& known) {
  Waiting waiting;
  for (LoginLine& login : known.logins) waiting.add(login.source);
  for (RefusalLine& refusal : known.refusals) waiting.add(refusal.source);
  waiting.read(root);
}

}  // namespace queuehound
