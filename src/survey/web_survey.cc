#include "survey/web_survey.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "formats/access_log.h"
#include "formats/access_plain.h"
#include "formats/haproxy_log.h"
#include "survey/detect_form.h"
#include "survey/line_reader.h"
#include "survey/web_clients.h"
#include "survey/work_queue.h"

namespace queuehound {
namespace {

constexpr seconds kSlack{2 * 3600};  // a request is stamped when it begins and written when it ends
// A large plain log is cut so that several threads have work to the end, and no smaller: what two
// pieces know of one visitor is put together again.
constexpr std::uint64_t kPiecesOfALog = 8, kLeastPiece = 2u << 20, kMostPiece = 32u << 20;

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
  if (path.ends_with(".php")) return false;  // most that are looked at
  for (std::size_t i = 1; i <= std::min<std::size_t>(end, 6); ++i) {
    const char c = path[end - i];
    if (c == '/') return false;
    if (c == '.')
      return std::ranges::find(kStaticEndings, ending_number(path.substr(end - i + 1))) !=
             kStaticEndings.end();
  }
  return false;
}

// The web server runs x.php for x.php/7/logo.png too, so who drives it could give it a new address
// each time. A site's index.php/contact is a page of its own.
std::string_view program_of(std::string_view path) {
  constexpr std::string_view kProgram = ".php/", kFront = "/index";
  const std::size_t end = path.find(kProgram);
  if (end == std::string_view::npos || path.substr(0, end).ends_with(kFront)) return path;
  return path.substr(0, end + kProgram.size() - 1);
}

struct WebPiece {
  std::size_t source = 0;  // index into Survey::sources
  const LogSource* log = nullptr;
  LogSegment segment;
  std::uint32_t file = 0;
  std::uint64_t from = 0, to = UINT64_MAX;  // of a plain file
  bool is_old = false;                      // by its place in the log it lies before the window
};

struct WebResult {
  std::optional<WebEvidence> web;
  LineTally tally;
  NamedClients named;
};

class AccessLearner {
 public:
  AccessLearner(const Server& server, const std::vector<WebTarget>& targets, const WebPiece& piece,
                WebEvidence& web)
      : server_(server), targets_(targets), piece_(piece), web_(web), clients_(server) {}

  void learn_block(const LineBlock& block) {
    tally.bytes += block.text.size();
    for_each_line(block.text, [&](std::string_view line) {
      if (line.empty()) return;
      ++tally.records;
      const auto offset =
          block.offset + static_cast<std::uint64_t>(line.data() - block.text.data());
      bool is_understood = false;
      tally.unread.survive(offset, [&] { is_understood = learn_line(line, offset); });
      if (is_understood) return;
      ++tally.unrecognised;
      if (tally.sample.empty()) tally.sample = std::string(line.substr(0, 200));
    });
  }

  LineTally tally;
  NamedClients named;

 private:
  bool learn_line(std::string_view line, std::uint64_t offset) {
    if (plain_.read(line, request_)) return learn(request_, line, offset), true;
    const auto request = parse_access_line(line, server_.zone);
    if (request) learn(*request, line, offset);
    return request || is_haproxy_without_request(line);
  }

  const std::vector<std::uint32_t>& suspects_of(std::string_view host) {
    const auto [found, is_new] = suspects_.try_emplace(std::string(host));
    if (!is_new) return found->second;
    const bool is_logs = host.empty() || host == piece_.log->domain;
    const WebPlace place(server_, host, is_logs ? piece_.log->account : "");
    for (std::uint32_t i = 0; i < targets_.size(); ++i) {
      const WebPlace::Of of = place.held_against(targets_[i]);
      if (of == WebPlace::Of::anybody && targets_[i].is_spared_unknown_sites)
        web_.hide_requests_of(i);
      else if (of != WebPlace::Of::no)
        found->second.push_back(i);
    }
    return found->second;
  }

  // Most lines are of the host of the line before.
  void turn_to_request(const AccessRequest& request) {
    if (suspects_now_ != nullptr && request.vhost == vhost_ &&
        request.is_vhost_unsure == is_vhost_unsure_)
      return;
    vhost_ = request.vhost;
    is_vhost_unsure_ = request.is_vhost_unsure;
    turn_to(host_of(server_, *piece_.log, request));
  }

  void turn_to(std::string_view host) {
    if (suspects_.size() > 4096)
      suspects_.clear();  // a client may send any Host: the table is bounded
    suspects_now_ = &suspects_of(host);
    is_noted_ = false;
    name_ = site_name(host);
    const Site* site = server_.site_of_domain(host);
    site_ = site == nullptr ? name_ : site->domain;
  }

  void learn(const AccessRequest& request, std::string_view line, std::uint64_t offset) {
    turn_to_request(request);
    if (suspects_now_->empty()) return;
    std::string undone;
    const auto plain = request.has_hash_escapes ? std::nullopt : plain_request_path(request.target);
    const std::string_view whole = plain ? * plain : undone = request_path(request);
    const std::string_view path = program_of(whole);
    WebEvidence::Request seen;
    seen.is_post = request.method == "POST" || request.method == "PUT";
    // Nobody posts to a picture, unless a rule in .htaccess makes a program of it.
    const bool is_file = is_static(whole);
    if (path.empty() || (is_file && path == whole && !seen.is_post)) return;
    seen.at = request.at;
    seen.path = path;
    seen.path_hash = WebEvidence::hash_of(path);
    if (!web_.wants(seen)) return note_unwanted(seen);
    ++named.requests;
    const auto client = clients_.read(request);
    if (!client) return named.see(request.client);
    seen.address = *client;
    seen.is_page =
        !is_file && request.method == "GET" && request.status >= 200 && request.status < 400;
    seen.source = {piece_.file, offset};
    seen.line = line;
    seen.user_agent = request.user_agent;
    for (const std::uint32_t suspect : *suspects_now_) {
      if (!targets_[suspect].asks_for(seen)) continue;
      seen.host = name_.empty() ? std::string_view(targets_[suspect].domain) : name_;
      seen.site = site_.empty() ? seen.host : site_;
      web_.learn(suspect, seen);
    }
  }

  // Nearly each line of an old log is such a one: one of each run of a host's says it all.
  void note_unwanted(const WebEvidence::Request& seen) {
    if (!is_noted_) is_noted_ = web_.note_unwanted(*suspects_now_, seen);
  }

  const Server& server_;
  const std::vector<WebTarget>& targets_;
  const WebPiece& piece_;
  WebEvidence& web_;
  PlainAccessReader plain_;
  AccessRequest request_;
  PlainClients clients_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> suspects_;
  const std::vector<std::uint32_t>* suspects_now_ = nullptr;  // those of host_
  bool is_vhost_unsure_ = false, is_noted_ = false;
  std::string vhost_, name_, site_;  // the line's, the host's without "www.", the site's own
};

}  // namespace

std::string_view host_of(const Server& server, const LogSource& log, const AccessRequest& request) {
  if (request.vhost.empty()) return log.domain;
  const bool is_told = log.domain.empty() && !request.is_vhost_unsure;
  const bool is_known = is_told || server.site_of_domain(request.vhost) != nullptr ||
                        !server.owner_of_domain(request.vhost).empty();
  return is_known ? request.vhost : std::string_view(log.domain);
}

namespace {

std::optional<Time> stamp_of(std::string_view line, const TimeZone& zone) {
  const auto request = parse_access_line(line, zone);
  return request ? std::optional(request->at) : std::nullopt;
}

// Lines before `since` tell nothing that is asked: a log that is never rotated is entered near its
// end. Cut at the same places whatever the number of threads.
class PieceCutter {
 public:
  PieceCutter(const RootDir& root, const TimeZone& zone, Time since, Time window,
              std::vector<WebPiece>& pieces)
      : root_(root), zone_(zone), since_(since), window_(window), pieces_(pieces) {}

  void add(WebPiece whole) {
    whole.is_old = whole.segment.modified < window_ - kSlack;
    const auto file = root_.open_file(whole.segment.path);
    if (file && detect_form(*file) == LogForm::text) {
      const std::uint64_t end = whole.segment.bytes;
      const auto stamp = [&](std::string_view line) { return stamp_of(line, zone_); };
      whole.from = start_offset(*file, since_, kSlack, stamp);
      const std::uint64_t window = find_offset(*file, window_, kSlack, stamp).value_or(0);
      whole.is_old = true;
      cut_to(whole, std::min(window, end));
      if (window < end) {
        whole.is_old = false;
        cut_to(whole, end);
      }
      whole.to = UINT64_MAX;
    }
    pieces_.push_back(std::move(whole));
  }

 private:
  // Pieces of what lies before `end`; the rest of it stays with the piece that follows, where it is
  // one of the same kind.
  void cut_to(WebPiece& whole, std::uint64_t end) {
    if (end <= whole.from) return;
    const std::uint64_t piece =
        std::clamp((end - whole.from) / kPiecesOfALog, kLeastPiece, kMostPiece);
    for (; end - whole.from > 2 * piece; whole.from = whole.to) {
      whole.to = whole.from + piece;
      pieces_.push_back(whole);
    }
    if (end >= whole.segment.bytes) return;
    whole.to = end;
    pieces_.push_back(whole);
    whole.from = end;
  }

  const RootDir& root_;
  const TimeZone& zone_;
  Time since_, window_;
  std::vector<WebPiece>& pieces_;
};

// The access logs of the suspects' sites, as pieces of work, oldest first in each log.
std::vector<WebPiece> find_web_pieces(const RootDir& root, const Server& server,
                                      const SurveyOptions& options,
                                      const std::vector<WebTarget>& targets, Survey& survey) {
  std::vector<WebPiece> pieces;
  PieceCutter cutter(root, server.zone, options.from - options.page_history,
                     options.from - kRequestToMail, pieces);
  LogFolders folders(root);
  std::set<std::pair<std::uint64_t, std::uint64_t>> seen;
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::access) continue;
    const WebPlace place(server, log.domain, log.account);
    if (std::ranges::none_of(targets,
                             [&](const WebTarget& target) { return place.may_be_of(target); }))
      continue;
    SegmentList list = folders.find_segments(log.path, options.from - options.page_history);
    for (std::string& note : list.notes) survey.notes.push_back(std::move(note));
    const std::size_t index = survey.sources.size();
    bool any = false;
    for (LogSegment& segment : list.segments) {
      if (!seen.emplace(segment.device, segment.inode).second) continue;
      any = true;
      WebPiece piece{index, &log, {}, static_cast<std::uint32_t>(survey.ledger.files.size())};
      survey.ledger.files.push_back(segment.path);
      piece.segment = std::move(segment);
      cutter.add(std::move(piece));
    }
    if (any) survey.sources.push_back({log.path, std::string(log_kind_name(log.kind)), {}});
  }
  return pieces;
}

// Reads the window first: only then it is known which pages mailed, and of what lies before only
// those are asked for. Joined in the order of the logs all the same, as if read in that order.
class WebReading {
 public:
  WebReading(const RootDir& root, const Server& server, const SurveyOptions& options,
             const std::vector<WebTarget>& targets, const std::vector<WebPiece>& pieces)
      : root_(root),
        server_(server),
        options_(options),
        targets_(targets),
        pieces_(pieces),
        results_(pieces.size()) {}

  void read_into(WebEvidence& web, Survey& survey) {
    read_window(web);
    do {
      web.keep_history_of({wanted_.begin(), wanted_.end()});
      read_history(web);
    } while (add_wanted(true));
    for (std::size_t i = 0; i < pieces_.size();) {
      const SourceTally& source = survey.sources[pieces_[i].source];
      i = join_log(i, web, survey);
      note_unread(source, survey);
    }
    note_named(survey);
    note_spared(web, survey);
    note_full(web, survey);
    if (options_.is_stopped())
      for (std::uint32_t i = 0; i < targets_.size(); ++i) web.hide_requests_of(i);
  }

 private:
  static void note_unread(const SourceTally& source, Survey& survey) {
    const LineTally& tally = source.tally;
    if (tally.records == 0 || tally.unrecognised < tally.records) return;
    survey.notes.push_back(
        source.path + ": none of its " + std::to_string(tally.records) +
        " lines is understood, so it tells of no request; the first: " + tally.sample);
  }

  void note_named(Survey& survey) const {
    if (logs_of_names_ == 0) return;
    const std::size_t more = logs_of_names_ - 1;
    const std::string others =
        more == 0 ? ""
                  : " and " + std::to_string(more) + (more == 1 ? " other log" : " other logs");
    survey.notes.push_back(first_of_names_ + others +
                           ": clients are told by host name, not by address (" + name_in_it_ +
                           "), and whoever owns an address chooses its name: nobody is named or "
                           "blocked by these requests; HostnameLookups Off in the web server's "
                           "configuration has it log addresses");
  }

  void note_spared(const WebEvidence& web, Survey& survey) const {
    std::size_t spared = 0;
    for (std::uint32_t i = 0; i < targets_.size(); ++i)
      spared += targets_[i].is_spared_unknown_sites && web.hides_requests_of(i);
    if (spared == 0) return;
    survey.notes.push_back(
        "web logs: who owns some of the sites is not known here, so a request to them may be any "
        "program's; they are not held against those that mailed least, " +
        std::to_string(spared) + " of " + std::to_string(targets_.size()));
  }

  void note_full(const WebEvidence& web, Survey& survey) const {
    for (std::uint32_t i = 0; i < targets_.size(); ++i)
      if (web.is_full(i))
        return survey.notes.push_back(
            "web logs: more addresses and pages than are kept, at " +
            (targets_[i].domain.empty() ? targets_[i].account : targets_[i].domain) +
            ": who asked for them later is not named; a shorter --since tells more");
  }

  // The pieces of one log, from `first` on; the next log's first piece.
  std::size_t join_log(std::size_t first, WebEvidence& web, Survey& survey) {
    WebEvidence log = web.part();
    SourceTally& source = survey.sources[pieces_[first].source];
    NamedClients named;
    std::size_t i = first;
    for (; i < pieces_.size() && pieces_[i].source == pieces_[first].source; ++i) {
      if (results_[i].web) log.absorb(std::move(*results_[i].web));
      const LineTally& tally = results_[i].tally;
      if (tally.unread.count > 0)
        survey.notes.push_back(unread_note(pieces_[i].segment.path, tally.unread));
      source.tally.add(tally);
      named.add(results_[i].named);
    }
    if (named.are_a_habit())
      give_up(*pieces_[first].log, named, web);
    else
      web.absorb_log(std::move(log));
    return i;
  }

  void give_up(const LogSource& log, const NamedClients& named, WebEvidence& web) {
    if (++logs_of_names_ == 1) {
      first_of_names_ = log.path;
      name_in_it_ = named.sample;
    }
    const WebPlace place(server_, log.domain, log.account);
    for (std::uint32_t i = 0; i < targets_.size(); ++i)
      if (place.may_be_of(targets_[i])) web.hide_requests_of(i);
  }

  // Neighbours become one at once: what each knows of a visitor is not kept many times.
  void read_window(const WebEvidence& web) {
    read(web, false, [&](std::size_t i, WebResult result) {
      const bool goes_on =
          i > 0 && !pieces_[i - 1].is_old && pieces_[i - 1].source == pieces_[i].source;
      results_[i].tally = std::move(result.tally);
      results_[i].named = std::move(result.named);
      const std::size_t first = goes_on ? first_of_run_ : i;
      first_of_run_ = first;
      if (goes_on)
        results_[first].web->absorb(std::move(*result.web));
      else
        results_[i].web = std::move(result.web);
    });
    add_wanted(false);
  }

  void read_history(const WebEvidence& web) {
    read(web, true, [&](std::size_t i, WebResult result) { results_[i] = std::move(result); });
  }

  // A line of the window may stand among old ones, in a log that is not in order. If its page is
  // one that nobody knew of, the old pieces are read once more: true.
  bool add_wanted(bool of_old) {
    bool is_new = false;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      if (pieces_[i].is_old != of_old || !results_[i].web) continue;
      for (std::string& path : results_[i].web->joined_paths())
        is_new |= wanted_.insert(std::move(path)).second;
    }
    return is_new;
  }

  template <class Take>
  void read(const WebEvidence& web, bool of_old, Take&& take) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < pieces_.size(); ++i)
      if (pieces_[i].is_old == of_old) chosen.push_back(i);
    run_in_order<WebResult>(
        chosen.size(), options_.threads,
        [&](std::size_t i) { return learn(web, pieces_[chosen[i]]); },
        [&](std::size_t i, WebResult result) { take(chosen[i], std::move(result)); });
  }

  WebResult learn(const WebEvidence& web, const WebPiece& piece) const {
    WebResult result;
    result.web.emplace(web.part());
    if (options_.is_stopped()) return result;
    const auto file = root_.open_file(piece.segment.path);
    if (!file) return result;
    AccessLearner learner(server_, targets_, piece, *result.web);
    (void)read_lines(*file, detect_form(*file), piece.from, piece.to, [&](const LineBlock& block) {
      learner.learn_block(block);
      if (options_.progress) options_.progress(block.text.size(), 0, piece.segment.path);
      return !options_.is_stopped();
    });
    result.tally = learner.tally;
    result.named = learner.named;
    return result;
  }

  const RootDir& root_;
  const Server& server_;
  const SurveyOptions& options_;
  const std::vector<WebTarget>& targets_;
  const std::vector<WebPiece>& pieces_;
  std::vector<WebResult> results_;  // of a run of neighbours in the window, with the first
  std::size_t first_of_run_ = 0;
  std::set<std::string> wanted_;   // pages that mailed
  std::size_t logs_of_names_ = 0;  // whose clients are host names
  std::string first_of_names_, name_in_it_;
};

}  // namespace

WebEvidence survey_web(const RootDir& root, const Server& server, const SurveyOptions& options,
                       const std::vector<WebTarget>& targets, Survey& survey) {
  std::vector<MailTimes> times;
  for (const WebTarget& target : targets) times.push_back(target.times);
  WebEvidence web(std::move(times), options.from, options.to);
  if (targets.empty()) return web;
  const std::vector<WebPiece> pieces = find_web_pieces(root, server, options, targets, survey);
  WebReading(root, server, options, targets, pieces).read_into(web, survey);
  web.settle([&](const IpAddress& address) { return is_ours(server, address); });
  return web;
}

}  // namespace queuehound
