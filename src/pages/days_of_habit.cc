#include "pages/days_of_habit.h"

#include <algorithm>
#include <cstdint>

namespace queuehound {

int days_of_habit(const CaseFile& file) {
  constexpr std::int64_t kDay = 86400, kLeast = 2, kMost = 5;
  const auto& oldest = file.ledger.oldest_log;
  if (!oldest) return kMost;
  const std::int64_t known = ((file.ledger.from() - *oldest).count() + kDay / 2) / kDay;
  return static_cast<int>(std::clamp(known, kLeast, kMost));
}

}  // namespace queuehound
