#include "pages/lived_in_folder.h"

namespace queuehound {
namespace {

struct Readers {  // who look at pages, and write once or twice, among all who write
  std::uint64_t addresses = 0, of_addresses = 0, posts = 0, of_posts = 0;
};

Readers readers_of(const WebEvidence& web, std::uint32_t suspect, const WebJoin& join) {
  constexpr std::uint32_t kOnce = 2;
  Readers readers;
  for (const RequestRow& row : web.rows_of(suspect)) {
    if (row.page() != join.page || row.joined_posts == 0) continue;
    const bool is_one = row.joined_posts <= kOnce && web.pages_seen(suspect, row.address) > 0;
    ++readers.of_addresses;
    readers.of_posts += row.joined_posts;
    readers.addresses += is_one;
    readers.posts += is_one ? row.joined_posts : 0;
  }
  return readers;
}

// A shell's callers look at nothing, and are few.
bool do_readers_write_by_it(const Readers& readers) {
  constexpr std::uint64_t kReaders = 5;
  return readers.addresses >= kReaders && readers.addresses * 10 >= readers.of_addresses * 9;
}

// A plugin's update wrote it anew. Whoever writes over it drives it more than the tenth that is
// nobody's who looked at pages.
bool do_readers_send_its_mail(const Readers& readers) {
  constexpr std::uint64_t kReaders = 30;
  return readers.addresses >= kReaders && readers.posts * 10 >= readers.of_posts * 9;
}

}  // namespace

void forget_folder_of_years(const WebEvidence& web, std::uint32_t suspect, Dossier& dossier) {
  constexpr std::uint32_t kAddresses = 10;
  if (dossier.place != ScriptPlace::upload_folder || !dossier.web.names_page() ||
      dossier.web.addresses_before < kAddresses || dossier.past.median_day == 0)
    return;
  const Readers readers = readers_of(web, suspect, dossier.web);
  if (do_readers_write_by_it(readers) && (dossier.is_old_file || do_readers_send_its_mail(readers)))
    dossier.place = ScriptPlace::ordinary;
}

}  // namespace queuehound
