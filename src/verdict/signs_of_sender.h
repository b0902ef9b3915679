// Signals of under whose name, and with what right, mail was handed in: each is a row of the table
// in signals.cc.
#pragma once

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

SignalReading foreign_sender(const CaseFile& file, const Dossier& d);
SignalReading many_senders(const CaseFile& file, const Dossier& d);
SignalReading open_relay(const CaseFile& file, const Dossier& d);
SignalReading stranger_posts(const CaseFile& file, const Dossier& d);

}  // namespace queuehound
