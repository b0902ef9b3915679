#include "cli/bundle.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "cli/output.h"
#include "report/hand_over.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostMessages = 2000;

Result<> write_new_file(const std::string& path, std::string_view bytes) {
  const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.get() < 0) {
    const bool is_there = errno == EEXIST;
    Error error = errno_error("create", path, errno);
    error.text += is_there ? "\n  an archive never takes the place of a file; name another"
                           : "\n  name a file in a folder that is there and that you may write to";
    return std::unexpected(std::move(error));
  }
  const Result<> written = write_all(file.get(), bytes);
  if (written && ::fsync(file.get()) == 0) return {};
  const Error error = errno_error("write", path, errno);
  ::unlink(path.c_str());
  return std::unexpected(error);
}

}  // namespace

Result<> write_bundle(const Options& options, const Reading& reading,
                      const Explanation& explanation) {
  const ServerView& view = *reading.view;
  const std::vector<std::string> ids = texts_of(explanation.incident.quarantine);
  QueuedFiles queued;
  if (!ids.empty())
    queued = TRY(read_queued_files(view.root, view.server.spool_directory, ids,
                                   options.explain.with_bodies, kMostMessages));
  const auto files =
      hand_over_files(explanation, queued, hash_files(view.root, files_named(explanation)),
                      options.explain.anonymize);
  const std::string tar = TRY(tar_of(files));
  const std::string packed = TRY(gzip_of(tar));
  return write_new_file(options.explain.bundle, packed);
}

}  // namespace queuehound
