// Signals of how much was sent, to whom, and what became of it: each is a row of the table in
// signals.cc.
#pragma once

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

SignalReading over_usual(const CaseFile& file, const Dossier& d);
SignalReading flood(const CaseFile& file, const Dossier& d);
SignalReading bad_recipients(const CaseFile& file, const Dossier& d);
SignalReading refused_as_spam(const CaseFile& file, const Dossier& d);
SignalReading one_text(const CaseFile& file, const Dossier& d);
SignalReading strangers_written_to(const CaseFile& file, const Dossier& d);
SignalReading queue_pile(const CaseFile& file, const Dossier& d);

}  // namespace queuehound
