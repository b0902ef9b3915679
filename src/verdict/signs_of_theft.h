// Signals of a password in other hands: each is a row of the table in signals.cc.
#pragma once

#include "dossier/dossier.h"
#include "dossier/signal_reading.h"

namespace queuehound {

SignalReading many_networks(const CaseFile& file, const Dossier& d);
SignalReading stranger_address(const CaseFile& file, const Dossier& d);
SignalReading many_mailboxes(const CaseFile& file, const Dossier& d);
SignalReading one_driver(const CaseFile& file, const Dossier& d);
SignalReading guessed(const CaseFile& file, const Dossier& d);

// Tries of who was never let in name nobody, since anybody can make them. Of who is named without
// them they tell how the password came into other hands.
SignalReading tries_of_others(const Dossier& d);

// Weight of `guessed`, and the part of it that tries of others can have.
inline constexpr double kGuessedPassword = 1.5, kKnocks = 0.7;

}  // namespace queuehound
