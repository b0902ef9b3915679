// Days as the people of this server live them.
#pragma once

#include <chrono>
#include <cstdint>

#include "dossier/dossier.h"

namespace queuehound {

// By the server's own clock. A day of UTC ends at dinner in New York and at lunch in Auckland: one
// evening there would be two days, and the evenings and mornings of two days one.
inline std::int64_t local_day(const CaseFile& file, Time at) {
  return std::chrono::floor<std::chrono::days>(at + file.server.zone.offset_at(at))
      .time_since_epoch()
      .count();
}

}  // namespace queuehound
