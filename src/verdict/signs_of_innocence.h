// Signals that speak for an actor: each is a row of the table in signals.cc.
#pragma once

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

SignalReading steady(const CaseFile& file, const Dossier& d);
SignalReading ordinary_volume(const CaseFile& file, const Dossier& d);
SignalReading owner_address(const CaseFile& file, const Dossier& d);
SignalReading list_headers(const CaseFile& file, const Dossier& d);
SignalReading few_failures(const CaseFile& file, const Dossier& d);
SignalReading correspondents(const CaseFile& file, const Dossier& d);
SignalReading answers(const CaseFile& file, const Dossier& d);
SignalReading written_before(const CaseFile& file, const Dossier& d);
SignalReading taken_over(const CaseFile& file, const Dossier& d);
SignalReading few_people(const CaseFile& file, const Dossier& d);
SignalReading followers(const CaseFile& file, const Dossier& d);
SignalReading own_people(const CaseFile& file, const Dossier& d);

}  // namespace queuehound
