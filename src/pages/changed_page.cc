#include "pages/changed_page.h"

#include <fmt/format.h>

namespace queuehound {
namespace {

std::string length_of(seconds time) {
  constexpr std::int64_t kMinute = 60, kHour = 3600, kDay = 86400;
  const auto counted = [](std::int64_t count, const char* unit) {
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
  };
  const std::int64_t length = time.count();
  if (length < 2 * kHour) return counted(length / kMinute, "minute");
  return length < 2 * kDay ? counted(length / kHour, "hour") : counted(length / kDay, "day");
}

// All that is known of its mail is younger than the file.
bool never_mailed_before(const Dossier& dossier) {
  return dossier.past.is_known() && dossier.past.busiest_day == 0;
}

}  // namespace

std::string how_page_changed(const CaseFile& file, const Dossier& dossier) {
  if (dossier.kind != IncidentKind::form || dossier.script.empty() || dossier.messages.empty() ||
      dossier.script_touched == Time{} || dossier.is_old_file || !never_mailed_before(dossier))
    return {};
  const Time first = file.ledger.messages[dossier.messages.front()].at;
  if (dossier.script_touched > first) return {};
  return fmt::format("{} was changed {} before its first mail, and on {} days before it sent none",
                     dossier.script, length_of(first - dossier.script_touched), dossier.past.days);
}

}  // namespace queuehound
