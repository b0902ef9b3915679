// Exim's main log where no known place has one and no settings name it: among the other logs, told
// by what it holds. Only where it would be missing, for it opens every log there is; and only below
// folders that root makes, never in anybody's home: who can write such a file can name others in
// it, as who forges the log itself.
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/passwd.h"
#include "host/search.h"
#include "host/tree.h"
#include "mail/message_id.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 9> kPlaces{
    "/var/log/*",         "/var/log/*/*",        "/var/log/*/*exim*/*",
    "/usr/local/*/log/*", "/usr/local/*/logs/*", "/usr/local/*/var/log/*",
    "/opt/*/log/*",       "/opt/*/logs/*",       "/usr/*exim*/log/*"};
constexpr std::size_t kMostFiles = 4000;
constexpr std::size_t kTail = 16u << 10;
constexpr std::size_t kEnoughLines = 3;

// Nothing but stamp, zone and pid: "2026-11-23 10:00:00.123 +0100 [4711] ".
bool is_exims_frame(std::string_view text) {
  return text.size() >= 20 && text.starts_with("20") && text[4] == '-' &&
         text.find_first_not_of("0123456789-:.+[] ") == text.npos;
}

// "Nov 23 10:00:00 mx exim[4711]: ", a stamp of RFC 3339, or one of these with Exim's own behind.
bool is_syslogs_frame(std::string_view text, std::string_view name) {
  if (text.starts_with("<22>1 "))  // RFC 5424, facility mail
    return text.contains(" exim ") && !text.contains('"');
  const bool is_stamped = text.size() > 20 && ((text[3] == ' ' && text[9] == ':') ||
                                               (text[4] == '-' && text[10] == 'T'));
  const auto is_of = [text](std::string_view program) {
    const std::string begin = " " + std::string(program);
    return text.contains(begin + "[") || text.contains(begin + ": ");
  };
  const bool is_exims = is_of("exim") || is_of("exim4") || (!name.empty() && is_of(name));
  return is_stamped && is_exims && text.find_first_of("\"/()<>=") == text.npos;
}

// "FRAME 1xABCD-000001-AB <= ..." or " => ". A visitor's words in an access log may hold the rest,
// and would hide the true log, but not begin the line.
bool is_of_a_message(std::string_view line, std::string_view name) {
  const std::size_t mark = std::min(line.find(" <= "), line.find(" => "));
  if (mark == line.npos) return false;
  const std::size_t id = line.substr(0, mark).rfind(' ') + 1;
  if (!parse_message_id(line.substr(id, mark - id))) return false;
  return is_exims_frame(line.substr(0, id)) || is_syslogs_frame(line.substr(0, id), name);
}

bool is_main_log(const RootDir& root, const std::string& path, std::string_view name) {
  std::size_t lines = 0;
  for_each_line(tail_of(root, path, kTail),
                [&](std::string_view line) { lines += is_of_a_message(line, name); });
  return lines >= kEnoughLines;
}

// Neither a customer's program nor his site's page has its log taken for Exim's: who writes it can
// name others in it. A tree that was copied by one user is all his.
bool may_be_exims(const Search& search, uid_t owner) {
  const auto tree = search.root.stat("/");
  if (owner == 0 || (tree && tree->st_uid == owner)) return true;
  const auto account = std::ranges::find(search.server.accounts, owner, &Account::uid);
  return owner < kFirstOfPeople && (account == search.server.accounts.end() ||
                                    !search.server.is_web_server_user(account->name));
}

// Of two copies (syslog's, a backup's) the one written last is the living one.
std::string youngest_main_log(const Search& search) {
  const RootDir& root = search.root;
  std::string youngest;
  time_t written = 0;
  std::size_t left = kMostFiles;
  for (const std::string_view place : kPlaces)
    for (const std::string& path : glob(root, place, left)) {
      --left;
      if (live_name(base_name(path)) != base_name(path)) continue;
      const auto status = root.stat(path);
      if (!status || !S_ISREG(status->st_mode) || status->st_mtime <= written) continue;
      if (!may_be_exims(search, status->st_uid)) continue;
      if (!is_main_log(root, path, search.server.exim_syslog_name)) continue;
      youngest = path;
      written = status->st_mtime;
    }
  return youngest;
}

}  // namespace

void find_stray_main_log(Search& search) {
  const std::vector<LogSource>& found = search.logs.sources();
  if (!search.config.main_logs.empty() ||
      std::ranges::find(found, LogKind::exim_main, &LogSource::kind) != found.end())
    return;
  const std::string path = youngest_main_log(search);
  if (path.empty()) return;
  search.logs.add(LogPlace{LogKind::exim_main, path}.source());
  search.note(path + " is taken for Exim's main log, by what it holds");
}

}  // namespace queuehound
