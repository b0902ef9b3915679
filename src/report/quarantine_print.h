// What lies in quarantine, as a table for people and as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"
#include "report/style.h"

namespace queuehound {

struct QuarantineRow {   // one quarantine: what one action moved
  std::string action;    // "A-11"; "" where the journal does not know it
  std::string incident;  // "I-3f9a2c"; ""
  std::string name;      // of its folder
  std::uint64_t messages = 0, bytes = 0;
  std::uint64_t half = 0;  // of these have no -H or no -D: a move was cut off
  Time since{}, until{};   // from then on `expire` removes it
};

std::string quarantine_table(const std::vector<QuarantineRow>& rows, Time now, const TimeZone& zone,
                             const TextStyle& style);
struct QuarantineChange {  // what release or expire did
  std::string_view what;   // "released", "removed"
  std::uint64_t messages = 0;
  bool is_all = true;  // of what was asked for
  std::vector<std::string> texts;
};

// Schema "queuehound/quarantine/1": what is there now, and what was changed, if anything was.
std::string quarantine_json(const std::vector<QuarantineRow>& rows, Time now, const TimeZone& zone,
                            const QuarantineChange* change = nullptr);

}  // namespace queuehound
