// What the judges of attacks from outside have in common: an incident is filled address by address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "verdict/dossier.h"
#include "verdict/incident.h"

namespace queuehound {

void add_origin(const CaseFile& file, Incident& incident, std::uint32_t address, Via via,
                std::uint64_t events, Time first, Time last);
void keep_open(Origin& origin, std::string why);  // not blocked, for that reason
void add_evidence(const CaseFile& file, Incident& incident, std::string signal, double weight,
                  std::string text, SourceRef source, std::string line);
void finish(const CaseFile& file, Incident& incident, std::string_view actor, double confidence);

// Sure of what it is from the second address on, or where one alone was busy enough.
double confidence_of(std::uint64_t events, std::uint64_t floor);

}  // namespace queuehound
