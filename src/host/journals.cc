// systemd's journal, where no daemon of syslog writes files beside it: Debian 12 is installed
// without one, and Dovecot's, cron's and sshd's lines are nowhere else then.
#include <algorithm>
#include <array>
#include <span>

#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 2> kJournals{"/var/log/journal/*/system.journal",
                                                    "/run/log/journal/*/system.journal"};
constexpr std::size_t kMostJournals = 20;
constexpr std::array kKinds{LogKind::exim_main, LogKind::dovecot, LogKind::cron, LogKind::system};
// A file that has not been written to for so long, while the journal has, is one from before.
constexpr std::int64_t kLeftBehind = 2 * 86400;

std::vector<std::string> journals_of(const RootDir& root) {
  std::vector<std::string> found;
  for (const std::string_view pattern : kJournals)
    for (std::string& path : glob(root, pattern, kMostJournals)) found.push_back(std::move(path));
  return found;
}

std::int64_t written(const RootDir& root, std::string_view path) {
  const auto status = root.stat(path);
  return status ? status->st_mtim.tv_sec : 0;
}

bool has_file_of(const Search& search, LogKind kind, std::int64_t journal_written) {
  return std::ranges::any_of(search.logs.sources(), [&](const LogSource& source) {
    if (source.kind != kind) return false;
    // Exim that logs to files of its own needs no journal, however quiet it is.
    return kind == LogKind::exim_main ||
           written(search.root, source.path) + kLeftBehind > journal_written;
  });
}

}  // namespace

void find_journals(Search& search) {
  const std::vector<std::string> journals = journals_of(search.root);
  std::int64_t newest = 0;
  for (const std::string& path : journals) newest = std::max(newest, written(search.root, path));
  std::vector<LogKind> kinds;
  for (const LogKind kind : kKinds) {
    const bool is_named = (kind == LogKind::dovecot && !search.config.dovecot_logs.empty()) ||
                          (kind == LogKind::exim_main && !search.config.main_logs.empty());
    if (!is_named && !has_file_of(search, kind, newest)) kinds.push_back(kind);
  }
  for (const std::string& path : journals)
    for (const LogKind kind : kinds) search.logs.add(LogPlace{kind, path}.source());
}

}  // namespace queuehound
