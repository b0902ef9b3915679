#include "pages/lived_in_folder.h"

namespace queuehound {
namespace {

// A shell's callers look at nothing, and are few.
bool do_readers_write_by_it(const WebEvidence& web, std::uint32_t suspect, const WebJoin& join) {
  constexpr std::uint32_t kOnce = 2;
  constexpr std::uint64_t kReaders = 5;
  std::uint64_t writers = 0, readers = 0;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != join.page || row.joined_posts == 0) continue;
    ++writers;
    readers += row.joined_posts <= kOnce && web.pages_seen(suspect, row.address) > 0;
  }
  return readers >= kReaders && readers * 10 >= writers * 9;
}

}  // namespace

void forget_folder_of_years(const WebEvidence& web, std::uint32_t suspect, Dossier& dossier) {
  constexpr std::uint32_t kAddresses = 10;
  if (dossier.place == ScriptPlace::upload_folder && dossier.is_old_file &&
      dossier.web.names_page() && dossier.web.addresses_before >= kAddresses &&
      dossier.past.median_day > 0 && do_readers_write_by_it(web, suspect, dossier.web))
    dossier.place = ScriptPlace::ordinary;
}

}  // namespace queuehound
