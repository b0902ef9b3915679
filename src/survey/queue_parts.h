// The queue, learned by several threads into ledgers of their own.
#pragma once

#include <memory>
#include <vector>

#include "base/root_dir.h"
#include "evidence/ledger.h"
#include "host/server.h"
#include "survey/spool_learner.h"
#include "survey/survey.h"

namespace queuehound {

struct LearnedPart {
  LearnedPart(const Server& server, Time from, Time to)
      : ledger(from, to, server.zone.standard_offset()), learner(ledger, server) {}
  Ledger ledger;
  SpoolLearner learner;
};
using LearnedParts = std::vector<std::unique_ptr<LearnedPart>>;  // in the order of the listing

// Counts the queue, and tells what could not be read of it, in `survey`; what was learned is for
// its caller to join, one part after the other.
LearnedParts learn_queue(const RootDir& root, const Server& server, const SurveyOptions& options,
                         Survey& survey);

}  // namespace queuehound
