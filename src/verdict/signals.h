// The signs of spam and of innocence: one table, one row a sign. A row says what it is called, what
// it means and why it weighs what it weighs, and computes from a dossier how strong it is (0
// absent, 1 as strong as it gets) and the sentence that shows it with the usual level beside the
// number. docs/SIGNALS.md is generated from this table (`queuehound signals`, see cli).
//
// Weights are log-odds: an actor starts at kPrior (about one in twenty that a mailing is abuse),
// each sign adds weight × strength, and confidence = 1 / (1 + e^-sum).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "dossier/signal_reading.h"

namespace queuehound {

struct Doubt;

inline constexpr double kPrior = -3.0;
inline constexpr double kIncident = 0.5, kNote = 0.3;  // confidence from which it is one
inline constexpr double kDoubtful = 0.49;  // held under it: an honest custom shows the same
inline constexpr double kLogOnly = 0.79;   // nothing but main-log lines speaks: they can be forged
inline constexpr double kNoHistory = 0.9;  // "usual unknown"

enum SignalScope : unsigned {
  kForMailbox = 1,
  kForScript = 2,
  kForForm = 4,
  kForList = 8,
  kForRelay = 16,
  kForProgram = kForScript | kForForm,
  kForAll = kForMailbox | kForScript | kForForm | kForList | kForRelay,
};

struct Signal {
  std::string_view name;
  unsigned scope;
  double weight;             // negative: a sign of innocence
  std::string_view meaning;  // for docs/SIGNALS.md: what it is and why it weighs so much
  SignalReading (*read)(const CaseFile& file, const Dossier& dossier);
};

std::span<const Signal> all_signals();
unsigned scope_of(IncidentKind kind);  // one SignalScope bit; kinds without signals: kForRelay
double confidence_of_sum(double log_odds);

struct Judgement {
  double sum = kPrior;
  double confidence = 0;
  std::vector<Evidence> evidence;  // strongest first, of either sign
  const Doubt* doubt = nullptr;    // why it is a note at most, whatever the sum (doubts.h)
};
Judgement weigh(const CaseFile& file, const Dossier& dossier);

std::string signals_document();  // docs/SIGNALS.md

// The most that "written_before" takes off a sum.
inline constexpr double kMostOfWrittenBefore = 3.5;

}  // namespace queuehound
