// Signals of a program that mails: each is a row of the table in signals.cc.
#pragma once

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

SignalReading planted(const CaseFile& file, const Dossier& d);
SignalReading part_of_theme(const CaseFile& file, const Dossier& d);
SignalReading new_file(const CaseFile& file, const Dossier& d);
SignalReading machine_driven(const CaseFile& file, const Dossier& d);
SignalReading mails_by_itself(const CaseFile& file, const Dossier& d);
SignalReading forges_log(const CaseFile& file, const Dossier& d);
SignalReading false_claim(const CaseFile& file, const Dossier& d);

}  // namespace queuehound
