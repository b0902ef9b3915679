#include "cli/named_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "host/tree.h"
#include "survey/log_segments.h"

namespace queuehound {
namespace {

Error no_such(std::string_view what, const std::string& path, const ScanOptions& options) {
  std::string text = "no such " + std::string(what) + ": " + to_printable(path);
  if (!options.is_live())
    text +=
        " inside " + to_printable(options.root) + "\n  with --root, paths are those of the server";
  else
    text += "\n  is it spelled right, and still there?";
  return {Error::Kind::failed, std::move(text)};
}

// A folder that Exim has used, or that is new and empty. Of a home or a log folder "the queue is
// empty" would be said in good faith.
bool may_be_spool(const RootDir& root, const std::string& path) {
  constexpr std::array<std::string_view, 4> kOfExim{"input", "Finput", "db", "msglog"};
  for (const std::string_view name : kOfExim)
    if (root.exists(path + "/" + std::string(name))) return true;
  const auto entries = root.list(path);
  if (!entries || entries->empty()) return true;  // who may not look into it is told so elsewhere
  return std::ranges::any_of(*entries, [&](const DirectoryEntry& entry) {  // named queues alone
    return may_be_directory(entry) && root.exists(path + "/" + entry.name + "/input");
  });
}

// ".../input" is where the messages are, but Exim's spool directory is the one above it.
Result<> use_spool(const ScanOptions& options, const RootDir& root, std::string& used) {
  used = root.typed_path(options.spool);
  if (!root.exists(used)) return std::unexpected(no_such("spool directory", used, options));
  if (base_name(tidy_path(used)) == "input" && !root.exists(used + "/input"))
    return fail(Error::Kind::failed, to_printable(used) +
                                         " is a queue's own input/\n  name the spool directory, "
                                         "the one above it");
  if (may_be_spool(root, used)) return {};
  return fail(Error::Kind::failed, to_printable(used) +
                                       " is no spool directory: it has no input/\n  name the one "
                                       "that \"exim -bP spool_directory\" tells");
}

// The live file, or a rotation of it.
bool is_log_there(const RootDir& root, const std::string& path) {
  return root.exists(path) || !find_segments(root, path, Time{}).segments.empty();
}

// A folder or a fifo in a log's place would be passed over, and the server look peaceful.
Result<> check_kind(const RootDir& root, const std::string& path) {
  const auto found = root.stat(path);
  if (!found || S_ISREG(found->st_mode)) return {};
  return fail(Error::Kind::failed,
              to_printable(path) + (S_ISDIR(found->st_mode)
                                        ? " is a folder, no log\n  name the file in it"
                                        : " is no plain file, so no log can be read from it"));
}

}  // namespace

Result<> use_named_files(const ScanOptions& options, const RootDir& root, Config& config) {
  const struct {
    const std::vector<std::string>& named;
    std::vector<std::string>& used;
  } kinds[] = {{options.main_logs, config.main_logs},
               {options.reject_logs, config.reject_logs},
               {options.dovecot_logs, config.dovecot_logs},
               {options.webmail_logs, config.webmail_logs},
               {options.php_mail_logs, config.php_mail_logs}};
  if (!options.spool.empty()) TRY(use_spool(options, root, config.spool_directory));
  const auto use = [&](const std::string& path, std::vector<std::string>& used) -> Result<> {
    used.push_back(root.typed_path(path));
    if (is_log_there(root, used.back())) return check_kind(root, used.back());
    return std::unexpected(no_such("log", used.back(), options));
  };
  for (const auto& [named, used] : kinds) {
    if (!named.empty()) used.clear();
    for (const std::string& path : named) TRY(use(path, used));
  }
  for (const SiteLog& log : options.access_logs) TRY(use(log.path, config.access_logs));
  return {};
}

}  // namespace queuehound
