// What the judges of attacks from outside have in common: whom to believe, and an incident that is
// filled address by address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dossier/dossier.h"
#include "dossier/incident.h"

namespace queuehound {

using Ids = std::vector<std::uint32_t>;         // of strings, sorted, each once
void sort_ids(Ids& ids, std::size_t from = 0);  // what lies before `from` stays as it is

// Refusals and failed logins of the main log can be forged like everything in it: an address is
// accused only where some of its lines prove themselves. Genuine ones do so mostly, forged ones
// never.
bool is_believed(std::uint64_t proven, std::uint64_t count);

void add_origin(const CaseFile& file, Incident& incident, std::uint32_t address, Via via,
                std::uint64_t events, Time first, Time last);
void keep_open(Origin& origin, std::string why);                     // not blocked, for that reason
EvidenceSource seen_at(const Ledger& ledger, const SeenLine& line);  // nothing where there is none
void add_evidence(const CaseFile& file, Incident& incident, std::string signal, double weight,
                  std::string text, const SeenLine& shown);
// The same, shown by the line of a message.
void add_evidence(const CaseFile& file, Incident& incident, std::string signal, double weight,
                  std::string text, const Message& shown);
// `events`: how many there were; from `needed` on it is an incident.
void finish_incident(const CaseFile& file, Incident& incident, std::string_view actor,
                     std::uint64_t events, std::uint64_t needed);

}  // namespace queuehound
