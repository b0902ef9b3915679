#include "survey/entry_requests.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "formats/access_log.h"
#include "formats/haproxy_log.h"
#include "survey/entry_log_reader.h"
#include "survey/web_clients.h"
#include "survey/web_survey.h"

namespace queuehound {
namespace {

constexpr std::size_t kWrites = 256;  // POSTs kept of one file's moments: a busy shop has thousands

struct SiteLogSegments {
  const LogSource* log = nullptr;
  std::vector<LogSegment> segments;
};

class RequestSearch {
 public:
  RequestSearch(const RootDir& root, const Server& server, const SurveyOptions& options,
                const ScriptTarget& target, Survey& survey, ScriptTrace& trace)
      : root_(root),
        server_(server),
        options_(options),
        target_(target),
        survey_(survey),
        trace_(trace) {
    const Site* own = server.site_of_path(target.path);
    site_.account = target.account;
    // A site whose owner is not known is looked at alone.
    if (site_.account.empty() || (own != nullptr && own->account != site_.account))
      site_ = {{}, own != nullptr ? own->domain : target.domain, {}};
    // In /tmp, of the user that runs all sites: each of them may be the one it came through.
    trace.is_anybodys = site_.account.empty() && site_.domain.empty();
    for (const Site& site : server.sites) add_place(site);
  }

  void run() {
    find_logs();
    if (!trace_.is_anybodys)  // thousands of logs, and none of its pages
      for (const SiteLogSegments& log : logs_)
        read(log, log.segments, [&](const AccessRequest& request, const EntryLine& line) {
          see_first(request, line);
        });
    if (first_request_tells()) trace_.moments.push_back(trace_.first_request->at);
    for (const SiteLogSegments& log : logs_)
      read(log, segments_around(log.segments, trace_.moments, kNearChange, kNearAfter),
           [&](const AccessRequest& request, const EntryLine& line) { see_write(request, line); });
    std::ranges::stable_sort(trace_.writes, {}, &RequestRecord::at);
    drop_told_twice();
  }

 private:
  // The first request is a moment at which the file came only where the log goes on before it, and
  // the file was not changed after it: a page of the site is asked for all the time.
  bool first_request_tells() const {
    if (!trace_.first_request || !trace_.web_from) return false;
    const Time first = trace_.first_request->at;
    return *trace_.web_from <= first - seconds(86400) && trace_.file.modified <= first &&
           !is_near_moment(first);
  }

  // A proxy and the web server behind it both tell of one request.
  void drop_told_twice() {
    std::vector<RequestRecord>& writes = trace_.writes;
    std::vector<char> has_twin(writes.size(), 0), is_dropped(writes.size(), 0);
    const auto tells_less = [&](const RequestRecord& one, const RequestRecord& other) {
      return one.address == other.address || is_ours(server_, one.address);
    };
    for (std::size_t i = 0; i < writes.size(); ++i)
      for (std::size_t k = i + 1; k < writes.size() && !has_twin[i] && !is_dropped[i]; ++k) {
        if (writes[k].at > writes[i].at + kToldTwiceWithin) break;
        if (has_twin[k] || writes[k].url != writes[i].url ||
            writes[k].source.path == writes[i].source.path)
          continue;
        const bool later_tells_less = tells_less(writes[k], writes[i]);
        if (!later_tells_less && !tells_less(writes[i], writes[k])) continue;
        has_twin[i] = has_twin[k] = 1;
        is_dropped[later_tells_less ? k : i] = 1;
      }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < writes.size(); ++i)
      if (!is_dropped[i] && kept++ != i) writes[kept - 1] = std::move(writes[i]);
    writes.resize(kept);
  }

  // The file as one of the account's sites would name it in a URL.
  void add_place(const Site& site) {
    const bool is_ours =
        site_.account.empty() ? site.domain == site_.domain : site.account == site_.account;
    if (!is_ours) return;
    for (const std::string& root : {site.document_root, site.resolved_root}) {
      std::string_view folder = root;
      while (folder.ends_with('/')) folder.remove_suffix(1);
      if (folder.empty() || !target_.path.starts_with(folder)) continue;
      const std::string url = target_.path.substr(folder.size());
      if (url.starts_with('/')) paths_.insert(url);
    }
  }

  void find_logs() {
    const Time oldest = options_.to - kTraceHistory;
    LogFolders folders(root_);
    std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
    for (const LogSource& log : server_.logs) {
      if (log.kind != LogKind::access ||
          !WebPlace(server_, log.domain, log.account).may_be_of(site_))
        continue;
      SiteLogSegments found{&log, folders.find_segments(log.path, oldest).segments};
      std::erase_if(found.segments, [&](const LogSegment& segment) {
        return !seen.emplace(segment.device, segment.inode).second;
      });
      if (!found.segments.empty()) logs_.push_back(std::move(found));
    }
  }

  template <class See>
  void read(const SiteLogSegments& log, const std::vector<LogSegment>& segments, See see) {
    log_ = log.log;
    const std::string_view name = file_name();
    bool is_first = true;
    read_entry_log(
        root_, options_, *log.log, segments,
        [&](const EntryLine& line) {
          // Most lines are neither: told apart before they are parsed.
          const bool may_matter = is_first || line.text.contains("\"POST") ||
                                  line.text.contains("\"PUT") || line.text.contains(name) ||
                                  line.text.contains('%');
          if (!may_matter) return true;
          const auto request = parse_access_line(line.text, server_.zone);
          if (!request) return is_haproxy_without_request(line.text);
          is_first = false;
          if (request->at >= options_.to - kTraceHistory && request->at <= options_.to)
            see(*request, line);
          return true;
        },
        survey_);
  }

  std::optional<RequestRecord> record_of(const AccessRequest& request, const EntryLine& line) {
    const std::string_view host = host_of(server_, *log_, request);
    const std::string_view account =
        host.empty() || host == log_->domain ? std::string_view(log_->account) : "";
    if (!WebPlace(server_, host, account).may_be_of(site_)) return {};
    const auto client = believed_client(server_, request.client, request.forwarded_for);
    std::string path = request_path(request);
    if (!client || path.empty()) return {};
    RequestRecord record;
    record.at = request.at;
    record.address = *client;
    record.url = to_lower(host) + path;
    record.is_put_of_file = request.method == "PUT" && paths_.contains(path);
    record.source = kept(line);
    return record;
  }

  bool is_for_file(const AccessRequest& request) const {
    return paths_.contains(request_path(request));
  }

  void see_reach(Time at) {
    if (!trace_.web_from || at < *trace_.web_from) trace_.web_from = at;
  }

  void see_first(const AccessRequest& request, const EntryLine& line) {
    see_reach(request.at);
    const bool is_earlier = !trace_.first_request || request.at < trace_.first_request->at;
    // Scanners ask for files that are not there yet.
    const bool was_served = request.status < 400 || request.status >= 500;
    if (is_earlier && was_served && is_for_file(request))
      if (auto record = record_of(request, line)) trace_.first_request = std::move(*record);
  }

  void see_write(const AccessRequest& request, const EntryLine& line) {
    if (trace_.is_anybodys) see_reach(request.at);
    const bool names = names_file(request);
    const bool is_write = request.method == "POST" || request.method == "PUT";
    // Of all sites' POSTs in two minutes none says anything.
    if (!names && (!is_write || trace_.is_anybodys)) return;
    if (request.status >= 400 || trace_.writes.size() >= kWrites || !is_near_moment(request.at))
      return;
    if (is_for_file(request) && request.method != "PUT") return;  // that is its use
    auto record = record_of(request, line);
    if (!record) return;
    record->names_file = names;
    trace_.writes.push_back(std::move(*record));
  }

  // "x.php?c=wget+http://.../dm.pl": a query with the file's whole name in it.
  bool names_file(const AccessRequest& request) const {
    if (!target_.wants_same_name) return false;
    const std::string_view query =
        request.target.substr(std::min(request.target.find('?'), request.target.size()));
    const std::string_view name = file_name();
    const std::size_t at = query.find(name);
    if (at == std::string_view::npos || at == 0) return false;
    const std::string_view rest = query.substr(at + name.size());
    const bool goes_on = !rest.empty() && (is_alphanumeric(rest[0]) || rest[0] == '.');
    return !goes_on && !ends_in_a_word(query.substr(0, at));
  }

  // "%2Fdm.pl" begins with the name, "adm.pl" does not.
  static bool ends_in_a_word(std::string_view before) {
    const bool is_escape = before.size() > 2 && before[before.size() - 3] == '%';
    return !is_escape && (is_alphanumeric(before.back()) || before.back() == '-' ||
                          before.back() == '_' || before.back() == '.');
  }

  std::string_view file_name() const {
    return std::string_view(target_.path).substr(target_.path.rfind('/') + 1);
  }

  bool is_near_moment(Time at) const {
    return std::ranges::any_of(trace_.moments, [&](Time moment) {
      return at >= moment - kNearChange && at <= moment + kNearAfter;
    });
  }

  const RootDir& root_;
  const Server& server_;
  const SurveyOptions& options_;
  const ScriptTarget& target_;
  Survey& survey_;
  ScriptTrace& trace_;
  WebTarget site_;
  std::set<std::string> paths_;
  std::vector<SiteLogSegments> logs_;
  const LogSource* log_ = nullptr;
};

}  // namespace

void find_entry_requests(const RootDir& root, const Server& server, const SurveyOptions& options,
                         const ScriptTarget& target, Survey& survey, ScriptTrace& trace) {
  RequestSearch(root, server, options, target, survey, trace).run();
}

}  // namespace queuehound
