// How the signs add up to a verdict, and what would change it: derived from the table of signals
// and from the incident's own evidence, nothing else. Pure.
#pragma once

#include <string>
#include <vector>

#include "dossier/incident.h"
#include "verdict/signals.h"

namespace queuehound {

struct AddedSign {  // one step of the sum
  const Evidence* evidence = nullptr;
  double full_weight = 0;  // of its row in the table, at strength 1; 0: a row there is not
  double sum = 0;          // log-odds up to here
};

struct Change {
  std::string signal;
  double by = 0;          // what would be added to the sum
  double confidence = 0;  // then, before what holds it down
  bool ends_incident = false;
};

struct WhatIf {
  bool is_sum = false;  // false: judged by thresholds of its own kind, so nothing below adds up
  std::vector<AddedSign> signs;  // strongest first
  double sum = kPrior;
  double confidence = 0;        // of the sum alone
  double held_at = 1;           // kLogOnly or kNoHistory where one of them holds it down, else 1
  std::vector<Change> without;  // each sign for it, were it absent; largest first
  std::vector<Change> lower;    // each absent sign of innocence, at full strength
  std::vector<Change> raise;    // each absent sign of abuse, at full strength
  // The fewest of the strongest signs without which it would be no incident.
  std::vector<std::string> needed;
};

// The evidence it points to is the incident's.
WhatIf what_would_change(const Incident& incident);

}  // namespace queuehound
