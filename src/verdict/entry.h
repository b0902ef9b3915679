// How it got in: chosen from what the third look at the disk found, purely. A record that names the
// file comes before one that only agrees in time, and an address that used the file later before
// one that did not; where only the time speaks, or nothing, the text says so.
#pragma once

#include <string>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"
#include "survey/entry_traces.h"

namespace queuehound {

// Which files and mailboxes the third look is for.
EntryTargets wanted_entries(const CaseFile& file, const std::vector<Incident>& incidents);
// Fills Incident::entry of scripts, completes that of mailboxes.
void explain_entries(const CaseFile& file, const EntryTraces& traces,
                     std::vector<Incident>& incidents);

struct ScriptStory {  // what is known of the file beside its traces
  std::string path, account;
  Time first_mail{};
  std::vector<IpAddress> drivers;  // who made it mail
};
Entry choose_script_entry(const ScriptStory& story, const ScriptTrace& trace, const TimeZone& zone,
                          Time now);

// From the ledger alone: guessing before the first foreign login, or its absence; other doors.
Entry mailbox_entry(const CaseFile& file, const Dossier& dossier);

// "22 Nov 14:03", with the year where it is not that of `now`.
std::string moment_text(Time at, const TimeZone& zone, Time now);

}  // namespace queuehound
