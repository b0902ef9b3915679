#include "survey/queued_files.h"

#include <algorithm>

#include "base/plain_entry.h"
#include "survey/spool_survey.h"

namespace queuehound {

Result<QueuedFiles> read_queued_files(const RootDir& root, std::string_view spool_directory,
                                      const std::vector<std::string>& ids, bool with_bodies,
                                      std::size_t most) {
  const SpoolListing listing = TRY(list_spool(root, spool_directory));
  constexpr std::size_t kLargest = 16u << 20;
  QueuedFiles found;
  std::size_t bytes = 0, wanted = 0;
  for (const SpoolFile& file : listing.files) {
    const std::string id(file.id.text());
    if (!std::ranges::binary_search(ids, id)) continue;
    ++wanted;
    if (found.files.size() >= most || bytes >= kMostQueuedBytes) {
      ++found.left_out;
      continue;
    }
    const std::string path = listing.directories[file.directory].path + "/" + id;
    auto headers = read_plain_file(root, path + "-H", kLargest);
    if (!headers) {
      ++found.missing;
      continue;
    }
    QueuedFile row{id, std::move(*headers), {}};
    if (with_bodies)
      if (auto body = read_plain_file(root, path + "-D", kLargest)) row.body = std::move(*body);
    bytes += row.headers.size() + row.body.size();
    found.files.push_back(std::move(row));
  }
  found.missing += ids.size() - std::min(ids.size(), wanted);
  std::ranges::sort(found.files, {}, &QueuedFile::id);
  return found;
}

}  // namespace queuehound
