#include "survey/web_survey.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "formats/access_log.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/work_queue.h"

namespace queuehound {
namespace {

constexpr seconds kPageHistory{7 * 86400};
constexpr seconds kSlack{2 * 3600};  // a request is stamped when it begins and written when it ends
constexpr std::uint64_t kPieceBytes = 32u << 20;

// An ending of up to eight letters as one number, so that a path is held against all of them
// without twenty comparisons of text.
constexpr std::uint64_t ending_number(std::string_view ending) {
  std::uint64_t number = 0;
  for (const char c : ending) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    number = number << 8 | static_cast<unsigned char>(is_capital ? c - 'A' + 'a' : c);
  }
  return number;
}

constexpr std::array kStaticEndings = [] {
  constexpr std::array<std::string_view, 22> kEndings = {
      "css", "js",   "png", "jpg", "jpeg", "gif", "svg", "ico",  "woff", "woff2", "ttf",
      "map", "webp", "mp4", "pdf", "txt",  "xml", "eot", "avif", "mp3",  "zip",   "json"};
  std::array<std::uint64_t, kEndings.size()> numbers{};
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = ending_number(kEndings[i]);
  return numbers;
}();

bool is_static(std::string_view path) {
  const std::size_t end = path.size();
  for (std::size_t i = 1; i <= std::min<std::size_t>(end, 6); ++i) {
    const char c = path[end - i];
    if (c == '/') return false;
    if (c == '.')
      return std::ranges::find(kStaticEndings, ending_number(path.substr(end - i + 1))) !=
             kStaticEndings.end();
  }
  return false;
}

std::string site_name(std::string_view host) {
  std::string name = to_lower(host);
  if (name.starts_with("www.")) name.erase(0, 4);
  return name;
}

struct WebPiece {
  std::size_t source = 0;  // index into Survey::sources
  const LogSource* log = nullptr;
  LogSegment segment;
  std::uint32_t file = 0;
  std::uint64_t from = 0, to = UINT64_MAX;  // of a plain file
};

struct WebResult {
  std::optional<WebEvidence> web;
  LineTally tally;
};

class AccessLearner {
 public:
  AccessLearner(const Server& server, const std::vector<WebTarget>& targets, const WebPiece& piece,
                WebEvidence& web)
      : server_(server), targets_(targets), piece_(piece), web_(web) {}

  void learn_block(const LineBlock& block) {
    tally.bytes += block.text.size();
    for_each_line(block.text, [&](std::string_view line) {
      if (line.empty()) return;
      ++tally.records;
      const auto request = parse_access_line(line);
      if (!request) {
        ++tally.unrecognised;
        if (tally.sample.empty()) tally.sample = std::string(line.substr(0, 200));
        return;
      }
      learn(*request, line,
            block.offset + static_cast<std::uint64_t>(line.data() - block.text.data()));
    });
  }

  LineTally tally;

 private:
  const std::vector<std::uint32_t>& suspects_of(std::string_view host) {
    const auto [found, is_new] = suspects_.try_emplace(std::string(host));
    if (is_new)
      for (std::uint32_t i = 0; i < targets_.size(); ++i)
        if (may_hold_requests(
                server_, targets_[i], host,
                host.empty() || host == piece_.log->domain ? piece_.log->account : ""))
          found->second.push_back(i);
    return found->second;
  }

  // Most lines are of the host of the line before.
  void turn_to(std::string_view host) {
    if (suspects_now_ != nullptr && host == host_) return;
    if (suspects_.size() > 4096)
      suspects_.clear();  // a client may send any Host: the table is bounded
    suspects_now_ = &suspects_of(host);
    host_ = host;
    site_ = site_name(host);
  }

  void learn(const AccessRequest& request, std::string_view line, std::uint64_t offset) {
    const std::string_view host =
        request.vhost.empty() ? std::string_view(piece_.log->domain) : request.vhost;
    turn_to(host);
    if (suspects_now_->empty()) return;
    std::string undone;
    const auto plain = plain_request_path(request.target);
    const std::string_view path = plain ? * plain : undone = request_path(request.target);
    if (path.empty() || is_static(path)) return;
    const auto client = believed_client(server_, request.client, request.forwarded_for);
    if (!client) return;
    WebEvidence::Request seen;
    seen.at = request.at;
    seen.path = path;
    seen.address = *client;
    seen.is_post = request.method == "POST" || request.method == "PUT";
    seen.is_page = request.method == "GET" && request.status >= 200 && request.status < 400;
    seen.source = {piece_.file, offset};
    seen.line = line;
    for (const std::uint32_t suspect : *suspects_now_) {
      seen.host = site_.empty() ? std::string_view(targets_[suspect].domain) : site_;
      web_.learn(suspect, seen);
    }
  }

  const Server& server_;
  const std::vector<WebTarget>& targets_;
  const WebPiece& piece_;
  WebEvidence& web_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> suspects_;
  const std::vector<std::uint32_t>* suspects_now_ = nullptr;  // those of host_
  std::string host_, site_;                                   // as written, and the site's name
};

}  // namespace

bool may_hold_requests(const Server& server, const WebTarget& target, std::string_view domain,
                       std::string_view account) {
  if (target.account.empty() && target.domain.empty()) return true;
  if (domain.empty() && account.empty()) return true;  // a log of all sites: its lines may tell
  const Site* site = domain.empty() ? nullptr : server.site_of_domain(domain);
  if (!target.domain.empty() && !domain.empty())
    return site != nullptr ? site->domain == target.domain : site_name(domain) == target.domain;
  if (!account.empty() && account == target.account) return true;
  if (site != nullptr && !site->account.empty()) return site->account == target.account;
  return !domain.empty() && server.owner_of_domain(domain) == target.account;
}

std::optional<IpAddress> believed_client(const Server& server, std::string_view client,
                                         std::string_view forwarded_for) {
  // "a, b, c": the web server's own list, nearest last; it was configured to write it.
  std::string_view nearest = client;
  if (const std::size_t comma = client.rfind(','); comma != std::string_view::npos)
    nearest = trim(client.substr(comma + 1));
  const auto connecting = parse_ip_address(nearest);
  if (!connecting) return {};
  auto is_ours = [&](const IpAddress& address) {
    return is_private(address) ||
           std::ranges::find(server.own_addresses, address) != server.own_addresses.end() ||
           std::ranges::any_of(server.proxies,
                               [&](const IpNetwork& network) { return network.contains(address); });
  };
  if (!is_ours(*connecting)) return connecting;
  std::string_view rest =
      forwarded_for.empty() && nearest.data() != client.data()
          ? client.substr(0, static_cast<std::size_t>(nearest.data() - client.data()))
          : forwarded_for;
  while (!rest.empty()) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view last =
        trim(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
    if (last.empty()) continue;
    const auto address = parse_ip_address(last);
    if (!address) break;
    if (!is_ours(*address)) return address;
  }
  return connecting;
}

namespace {

std::optional<Time> stamp_of(std::string_view line) {
  const auto request = parse_access_line(line);
  return request ? std::optional(request->at) : std::nullopt;
}

// Lines before `since` tell nothing that is asked: a log that is never rotated is entered near its
// end.
// A large plain log is read by several threads; cut at the same places whatever their number.
void add_pieces(const RootDir& root, WebPiece whole, Time since, std::vector<WebPiece>& pieces) {
  const auto file = root.open_file(whole.segment.path);
  if (file && detect_form(*file) == LogForm::text) {
    whole.from = start_offset(*file, since, kSlack, stamp_of);
    for (; whole.segment.bytes > whole.from + 2 * kPieceBytes; whole.from = whole.to) {
      whole.to = whole.from + kPieceBytes;
      pieces.push_back(whole);
    }
    whole.to = UINT64_MAX;
  }
  pieces.push_back(std::move(whole));
}

}  // namespace

WebEvidence survey_web(const RootDir& root, const Server& server, const SurveyOptions& options,
                       const std::vector<WebTarget>& targets, Survey& survey) {
  std::vector<MailTimes> times;
  for (const WebTarget& target : targets) times.push_back(target.times);
  WebEvidence web(times, options.from, options.to);
  if (targets.empty()) return web;

  std::vector<WebPiece> pieces;
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::access) continue;
    if (std::ranges::none_of(targets, [&](const WebTarget& target) {
          return may_hold_requests(server, target, log.domain, log.account);
        }))
      continue;
    SegmentList list = find_segments(root, log.path, options.from - kPageHistory);
    for (std::string& note : list.notes) survey.notes.push_back(std::move(note));
    const std::size_t index = survey.sources.size();
    bool any = false;
    for (LogSegment& segment : list.segments) {
      if (!seen.emplace(segment.device, segment.inode).second) continue;
      any = true;
      WebPiece piece{index, &log, {}, static_cast<std::uint32_t>(survey.ledger.files.size())};
      survey.ledger.files.push_back(segment.path);
      piece.segment = std::move(segment);
      add_pieces(root, std::move(piece), options.from - kPageHistory, pieces);
    }
    if (any) survey.sources.push_back({log.path, std::string(log_kind_name(log.kind)), {}});
  }
  run_in_order<WebResult>(
      pieces.size(), options.threads,
      [&](std::size_t i) {
        WebResult result;
        result.web.emplace(times, options.from, options.to);
        if (options.is_stopped()) return result;
        const auto file = root.open_file(pieces[i].segment.path);
        if (!file) return result;
        AccessLearner learner(server, targets, pieces[i], *result.web);
        (void)read_lines(*file, detect_form(*file), pieces[i].from, pieces[i].to,
                         [&](const LineBlock& block) {
                           learner.learn_block(block);
                           if (options.progress)
                             options.progress(block.text.size(), 0, pieces[i].segment.path);
                           return !options.is_stopped();
                         });
        result.tally = learner.tally;
        return result;
      },
      [&](std::size_t i, WebResult result) {
        web.absorb(std::move(*result.web));
        survey.sources[pieces[i].source].tally.add(result.tally);
      });
  web.settle();
  return web;
}

}  // namespace queuehound
