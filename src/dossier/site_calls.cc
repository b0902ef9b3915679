#include "dossier/site_calls.h"

#include "base/keyed_rows.h"

namespace queuehound {
namespace {

// Which of PHP's logs each file is or was, its rotations too: the longest path that begins its own.
const LogSource* log_of(const Server& server, std::string_view path) {
  const LogSource* longest = nullptr;
  for (const LogSource& source : server.logs)
    if (source.kind == LogKind::php_mail && path.starts_with(source.path) &&
        (longest == nullptr || source.path.size() > longest->path.size()))
      longest = &source;
  return longest;
}

}  // namespace

SiteCalls::SiteCalls(const Ledger& ledger, const Server& server) {
  std::vector<const LogSource*> logs;
  for (const std::string& path : ledger.files) logs.push_back(log_of(server, path));
  std::map<const LogSource*, Time> begin_of;
  std::map<const Site*, const LogSource*> log_of_site;
  KeyedRows<const Site*> site_of_script;  // few scripts make all calls
  std::vector<bool> is_known(ledger.strings.size());
  for (const PhpCall& call : ledger.php_calls) {  // in order of time
    const LogSource* const log = call.source.file < logs.size() ? logs[call.source.file] : nullptr;
    if (log == nullptr) continue;
    begin_of.try_emplace(log, call.at);
    const Site*& site = site_of_script[call.script];
    if (!is_known[call.script]) {
      is_known[call.script] = true;
      site = server.site_of_path(ledger.text(call.script));
    }
    if (site == nullptr) continue;
    log_of_site[site] = log;
    std::vector<CallsInHour>& before = uses_[site].before;
    if (call.at >= ledger.from()) continue;
    const std::int64_t hour = call.at.time_since_epoch().count() / 3600;
    if (before.empty() || before.back().hour != hour) before.push_back({hour, 0});
    ++before.back().calls;
  }
  for (auto& [site, use] : uses_) use.logged_since = begin_of.at(log_of_site.at(site));
}

const SiteCalls::Use* SiteCalls::of(const Site& site) const {
  const auto found = uses_.find(&site);
  return found == uses_.end() ? nullptr : &found->second;
}

}  // namespace queuehound
