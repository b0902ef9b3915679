// Everything `explain` says of one incident, as a value that its text, its JSON and its hand-over
// archive show.
#pragma once

#include <string>
#include <vector>

#include "report/after_stop.h"
#include "report/by_hand.h"
#include "report/json_writer.h"
#include "report/text.h"
#include "survey/find_lines.h"
#include "verdict/what_if.h"

namespace queuehound {

struct ChainStep {   // what happened, and where it is written
  std::string what;  // a sentence
  std::vector<EvidenceSource> lines;
};

struct Explanation {
  const ScanResult& result;
  const Incident& incident;
  std::vector<ChainStep> chain;
  WhatIf what_if;
  AfterStop after;
  std::vector<HandCommand> by_hand;
  std::string sample_id;  // one message of it, "" where no id is known
  MessageLines sample;    // its life
  // Others that what was asked for takes part in too, as a network does in several.
  std::vector<const Incident*> also_in = {};
};

// From how it got in to where its messages are now, in the order of time.
std::vector<ChainStep> chain_of(const Incident& incident, const ScanResult& result);

std::string explain_text(const Explanation& explanation, const TextOptions& options);
std::string advice_text(const Explanation& explanation, const TextOptions& options);
// The document "queuehound/explain/1"; "incident" is as in a scan.
bool write_explain_json(const Explanation& explanation, const JsonSink& put);  // all was taken
// "queuehound/advice/1": what to do after alone.
bool write_advice_json(const Explanation& explanation, const JsonSink& put);

}  // namespace queuehound
