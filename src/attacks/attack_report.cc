#include "attacks/attack_report.h"

#include <algorithm>
#include <cmath>

#include "dossier/never_block.h"

namespace queuehound {

void sort_ids(Ids& ids, std::size_t from) {
  const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(from);
  std::sort(begin, ids.end());
  ids.erase(std::unique(begin, ids.end()), ids.end());
}

bool is_believed(std::uint64_t proven, std::uint64_t count) {
  return proven > 0 && proven * 10 >= count;
}

void add_origin(const CaseFile& file, Incident& incident, std::uint32_t address, Via via,
                std::uint64_t events, Time first, Time last) {
  Origin origin;
  origin.address = file.ledger.address(address);
  origin.via = via;
  origin.events = events;
  origin.first_seen = first;
  origin.last_seen = last;
  origin.not_blocked_because = why_never_block(file, origin.address, {}, first);
  origin.block = origin.not_blocked_because.empty();
  incident.origins.push_back(std::move(origin));
  if (incident.first_seen == Time{} || first < incident.first_seen) incident.first_seen = first;
  incident.last_seen = std::max(incident.last_seen, last);
}

void keep_open(Origin& origin, std::string why) {
  if (!origin.block) return;
  origin.block = false;
  origin.not_blocked_because = std::move(why);
}

EvidenceSource seen_at(const Ledger& ledger, const SeenLine& line) {
  if (line.file >= ledger.files.size()) return {};
  return {ledger.files[line.file], line.offset, {}, {}, line.digest};
}

void add_evidence(const CaseFile& file, Incident& incident, std::string signal, double weight,
                  std::string text, const SeenLine& shown) {
  incident.evidence.push_back(
      {std::move(signal), weight, std::move(text), seen_at(file.ledger, shown)});
}

void add_evidence(const CaseFile& file, Incident& incident, std::string signal, double weight,
                  std::string text, const Message& shown) {
  const SourceRef line = file.ledger.line_of(shown);
  const SeenLine place{line.offset, line.file, 0};
  add_evidence(file, incident, std::move(signal), weight, std::move(text), place);
  if (shown.in_log) incident.evidence.back().source.message = file.ledger.logged_id(shown).text();
}

void finish_incident(const CaseFile& file, Incident& incident, std::string_view actor,
                     std::uint64_t events, std::uint64_t needed) {
  const double times = static_cast<double>(events) / static_cast<double>(needed);
  incident.id = incident_id(incident.kind, actor);
  incident.events = events;
  incident.events_needed = needed;
  incident.confidence = std::min(0.97, 0.6 + 0.35 * std::log2(1.0 + times) / 4);
  incident.active = incident.last_seen > file.now - seconds(3600);
  std::ranges::stable_sort(incident.origins, std::greater{}, &Origin::events);
}

}  // namespace queuehound
