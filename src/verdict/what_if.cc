#include "verdict/what_if.h"

#include <algorithm>
#include <cmath>

namespace queuehound {
namespace {

constexpr double kRounding = 0.002;

const Signal* row_of(std::string_view name) {
  for (const Signal& signal : all_signals())
    if (signal.name == name) return &signal;
  return nullptr;
}

bool is_present(const Incident& incident, std::string_view name) {
  return std::ranges::any_of(incident.evidence,
                             [&](const Evidence& evidence) { return evidence.signal == name; });
}

Change change_of(const WhatIf& what, std::string_view signal, double by) {
  const double confidence = confidence_of_sum(what.sum + by);
  return {std::string(signal), by, confidence, confidence < kIncident};
}

void add_up(const Incident& incident, WhatIf& what) {
  for (const Evidence& evidence : incident.evidence) {
    const Signal* row = row_of(evidence.signal);
    if (row == nullptr) continue;
    what.sum += evidence.weight;
    what.signs.push_back({&evidence, row->weight, what.sum});
  }
  what.confidence = confidence_of_sum(what.sum);
}

void find_needed(const Incident& incident, WhatIf& what) {
  double sum = what.sum;
  for (const Evidence& evidence : incident.evidence) {
    if (confidence_of_sum(sum) < kIncident) return;
    if (evidence.weight <= 0 || row_of(evidence.signal) == nullptr) continue;
    sum -= evidence.weight;
    what.needed.push_back(evidence.signal);
  }
}

}  // namespace

WhatIf what_would_change(const Incident& incident) {
  WhatIf what;
  add_up(incident, what);
  const bool has_own_rule =
      incident.kind == IncidentKind::inbound || incident.kind == IncidentKind::backscatter;
  what.is_sum = !has_own_rule && !what.signs.empty();
  if (!what.is_sum) return what;
  // Told by the number itself: the verdict keeps no note of what held it down.
  for (const double cap : {kLogOnly, kNoHistory})
    if (std::fabs(incident.confidence - cap) < kRounding && what.confidence > cap)
      what.held_at = cap;
  for (const AddedSign& sign : what.signs)
    if (sign.evidence->weight > 0)
      what.without.push_back(change_of(what, sign.evidence->signal, -sign.evidence->weight));
  const unsigned scope = scope_of(incident.kind);
  for (const Signal& signal : all_signals()) {
    if ((signal.scope & scope) == 0 || is_present(incident, signal.name)) continue;
    (signal.weight < 0 ? what.lower : what.raise)
        .push_back(change_of(what, signal.name, signal.weight));
  }
  const auto by_weight = [](const Change& a, const Change& b) {
    return std::fabs(a.by) > std::fabs(b.by);
  };
  std::ranges::stable_sort(what.lower, by_weight);
  std::ranges::stable_sort(what.raise, by_weight);
  find_needed(incident, what);
  return what;
}

}  // namespace queuehound
