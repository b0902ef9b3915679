// What the readings of signals are made of. Internal to signs_of_*.cc.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

// 0 at or below `from`, 1 at or above `to`, straight between.
inline double ramp(double value, double from, double to) {
  return std::clamp((value - from) / (to - from), 0.0, 1.0);
}

inline double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

// Recipients: below this no rate means anything.
inline constexpr std::uint64_t kEnoughToJudge = 20;

// A message's own line of the log is the proof.
SignalReading shown_by(const CaseFile& file, MessageIndex index, double strength, std::string text);

// Of a program: nearly all it writes to wrote here a moment before.
bool is_answering(const Dossier& d);

std::string usual_words(const Past& past);

// Today's hotel or access line of somebody who is in another every day (a window spans two days),
// or as many new addresses as there are every day.
bool are_owners_wanderings(const Dossier& d);

}  // namespace queuehound
