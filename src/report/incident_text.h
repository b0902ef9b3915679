// One incident for people, from what it is down to its plan.
#pragma once

#include "dossier/incident.h"
#include "report/page.h"

namespace queuehound {

// `result` for its zone and its moment only.
void write_incident(Page& page, const Incident& incident, const ScanResult& result);

// Who, where, how much, what text: without evidence and plan.
void write_incident_facts(Page& page, const Incident& incident, const ScanResult& result);

// "a script is sending spam now (/home/x/mail.php, likely)"
std::string incident_headline(const Page& page, const Incident& incident, const ScanResult& result);

// What a row of the plan does, with its target.
std::string action_text(const Page& page, const PlannedAction& action, const Incident& incident);

}  // namespace queuehound
