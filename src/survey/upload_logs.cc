#include "survey/upload_logs.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "formats/access_log.h"
#include "formats/ftp_log.h"
#include "formats/panel_log.h"
#include "formats/sftp_log.h"
#include "formats/syslog_stamp.h"
#include "formats/webmail_log.h"
#include "survey/entry_log_reader.h"
#include "survey/web_clients.h"

namespace queuehound {
namespace {

constexpr std::size_t kUploads = 512, kDoorUses = 1024, kSessions = 4096;
// Syslog's files are read whole for 30 days up to this size on the disk; beyond it, only those that
// were written around the file's change.
constexpr std::uint64_t kSyslogBytes = 128u << 20;

std::string without_double_slashes(std::string_view path) {
  std::string clean;
  for (const char c : path)
    if (c != '/' || !clean.ends_with('/')) clean += c;
  return clean;
}

bool is_users_account(const Server& server, std::string_view user, std::string_view account) {
  if (user.empty() || account.empty()) return false;
  if (user == account) return true;
  const std::size_t mark = user.rfind('@');  // "web@shop.example": a panel's further FTP user
  return mark != std::string_view::npos && server.owner_of_domain(user.substr(mark + 1)) == account;
}

// One write, from whatever log.
struct Write {
  UploadDoor door = UploadDoor::ftp;
  Time at{};
  std::string_view user, client, path;
  bool is_upload = true;  // false: somebody only came in
};

class UploadSearch {
 public:
  UploadSearch(const RootDir& root, const Server& server, const SurveyOptions& options,
               const std::vector<ScriptTarget>& targets, Survey& survey,
               std::vector<ScriptTrace>& traces)
      : root_(root),
        server_(server),
        options_(options),
        targets_(targets),
        survey_(survey),
        traces_(traces) {
    for (const ScriptTrace& trace : traces)
      moments_.insert(moments_.end(), trace.moments.begin(), trace.moments.end());
  }

  void run() {
    for (const LogSource& log : server_.logs) {
      const Reader reader = reader_of(log.kind);
      if (reader == nullptr) continue;
      SegmentList list = find_segments(root_, log.path, options_.to - kTraceHistory);
      for (std::string& note : list.notes)
        if (std::ranges::find(survey_.notes, note) == survey_.notes.end())
          survey_.notes.push_back(std::move(note));
      std::vector<LogSegment> segments = std::move(list.segments);
      if (log.kind == LogKind::system) segments = affordable(log, std::move(segments));
      sessions_.clear();
      read_entry_log(
          root_, options_, log, segments,
          [&](const EntryLine& line) { return (this->*reader)(line); }, survey_);
    }
  }

 private:
  using Reader = bool (UploadSearch::*)(const EntryLine&);

  static Reader reader_of(LogKind kind) {
    switch (kind) {
      case LogKind::ftp:
        return &UploadSearch::read_ftp;
      case LogKind::system:
        return &UploadSearch::read_system;
      case LogKind::cpanel_access:
        return &UploadSearch::read_cpanel;
      case LogKind::panel:
        return &UploadSearch::read_hestia;
      default:
        return nullptr;
    }
  }

  std::vector<LogSegment> affordable(const LogSource& log, std::vector<LogSegment> segments) {
    std::uint64_t bytes = 0;
    for (const LogSegment& segment : segments) bytes += segment.bytes;
    if (bytes <= kSyslogBytes) return segments;
    survey_.notes.push_back(log.path +
                            " is large: searched for uploads only around the change of the file");
    return segments_around(segments, moments_, kNearChange, kNearChange);
  }

  bool read_ftp(const EntryLine& line) {
    const auto event = parse_ftp_line(line.text);
    if (!event) return read_system(line);  // some write syslog's form into a file of their own
    learn_ftp(*event, event->has_instant ? event->at : time_of(event->wall), line);
    return true;
  }

  // Syslog is everybody's: what other programs say in it is none of our business.
  bool read_system(const EntryLine& line) {
    if (!line.text.contains("ftp") && !line.text.contains("[postauth]")) return true;
    const auto syslog = parse_syslog_line(line.text);
    if (!syslog) return false;
    const Time at = SyslogYears(server_.zone, line.segment->modified).resolve(syslog->stamp);
    const std::string_view program = syslog->program;
    if (program == "pure-ftpd") {
      const auto event = parse_pure_ftpd_text(syslog->text);
      if (event) learn_ftp(*event, at, line);
    } else if (program == "internal-sftp" || program == "sftp-server" ||
               program.starts_with("sshd")) {
      learn_sftp(syslog->text, syslog->pid, at, line);
    } else if (program == "vsftpd") {
      if (const auto event = parse_vsftpd_line(syslog->text)) learn_ftp(*event, at, line);
    }
    return true;
  }

  // vsftpd writes UTC unless it was told to use local time, and does not say which: where only UTC
  // puts the record beside a file's change, UTC it is.
  Time time_of(WallClock wall) const {
    const Time local = server_.zone.to_utc(wall), utc{seconds(wall.seconds)};
    const auto is_beside = [](Time at) {
      return [at](const ScriptTrace& trace) { return is_near(trace, at); };
    };
    const bool is_utc = std::ranges::none_of(traces_, is_beside(local)) &&
                        std::ranges::any_of(traces_, is_beside(utc));
    return is_utc ? utc : local;
  }

  void learn_ftp(const FtpEvent& event, Time at, const EntryLine& line) {
    see_reach(at);
    if (event.kind == FtpEvent::Kind::other) return;
    std::string path(event.path);
    if (event.is_percent_encoded) path = request_path(event.path);
    learn(
        {UploadDoor::ftp, at, event.user, event.client, path, event.kind == FtpEvent::Kind::upload},
        line);
  }

  void learn_sftp(std::string_view text, std::uint64_t pid, Time at, const EntryLine& line) {
    const auto event = parse_sftp_text(text);
    if (!event) return;
    see_reach(at);
    using Kind = SftpEvent::Kind;
    if (event->kind == Kind::session) {
      if (sessions_.size() >= kSessions) sessions_.clear();
      sessions_[pid] = {std::string(event->user), std::string(event->client)};
      learn({UploadDoor::ssh, at, event->user, event->client, {}, false}, line);
    } else if (event->kind == Kind::end) {
      sessions_.erase(pid);
    } else if (event->kind == Kind::write) {
      const auto session = sessions_.find(pid);
      const bool is_known = session != sessions_.end();
      learn({UploadDoor::ssh, at, is_known ? session->second.user : std::string_view{},
             is_known ? session->second.client : std::string_view{}, event->path, true},
            line);
    }
  }

  bool read_cpanel(const EntryLine& line) {
    // Most lines are pages looked at.
    if (!line.text.contains("/cpsess")) return true;
    const auto event = parse_cpanel_access(line.text);
    if (!event) return false;
    const auto write = parse_cpanel_write(event->method, event->target);
    const bool is_done = event->status >= 200 && event->status < 400;
    const Time at = event->has_zone ? Time(seconds(event->wall.seconds - event->zone_seconds))
                                    : server_.zone.to_utc(event->wall);
    see_reach(at);
    if (is_done)
      learn({UploadDoor::panel, at, event->user, event->client,
             write ? std::string_view(write->path) : std::string_view{}, write.has_value()},
            line);
    return true;
  }

  bool read_hestia(const EntryLine& line) {
    if (!line.text.contains("/fm/")) return true;
    const auto request = parse_access_line(line.text, server_.zone);
    if (!request) return false;
    see_reach(request->at);
    if (request->status >= 400 || !parse_hestia_write(request->method, request->target))
      return true;
    const auto client = believed_client(server_, request->client, request->forwarded_for);
    // Its log does not tell whose session it is: any account's file may be meant.
    const std::string address = client ? to_text(*client) : std::string{};
    for (std::size_t i = 0; i < targets_.size(); ++i)
      if (is_near(traces_[i], request->at))
        add_upload(i, {UploadDoor::panel, request->at, {}, address, {}, true}, PathMatch::none,
                   line);
    return true;
  }

  // How far back these logs go.
  void see_reach(Time at) {
    for (ScriptTrace& trace : traces_)
      if (!trace.upload_from || at < *trace.upload_from) trace.upload_from = at;
  }

  void learn(const Write& write, const EntryLine& line) {
    if (write.at < options_.to - kTraceHistory || write.at > options_.to) return;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      ScriptTrace& trace = traces_[i];
      const bool is_ours = is_users_account(server_, write.user, targets_[i].account);
      if (is_ours) learn_use(i, write);
      if (!write.is_upload) continue;
      const PathMatch match = match_upload(server_, targets_[i], write.user, write.path);
      const bool may_be_it = write.door == UploadDoor::panel && write.path.empty() && is_ours &&
                             is_near(trace, write.at);
      if (match != PathMatch::none || may_be_it) add_upload(i, write, match, line);
    }
  }

  void learn_use(std::size_t i, const Write& write) {
    const auto address = parse_ip_address(write.client);
    if (!address) return;
    std::vector<DoorUse>& uses = traces_[i].door_uses;
    const auto known = std::ranges::find_if(uses, [&](const DoorUse& use) {
      return use.address == *address && use.door == write.door;
    });
    if (known == uses.end()) {
      if (uses.size() < kDoorUses) uses.push_back({write.door, *address, write.at, write.at, 1});
      return;
    }
    known->first = std::min(known->first, write.at);
    known->last = std::max(known->last, write.at);
    ++known->uses;
  }

  void add_upload(std::size_t i, const Write& write, PathMatch match, const EntryLine& line) {
    if (traces_[i].uploads.size() >= kUploads) return;
    traces_[i].uploads.push_back({write.door, match, write.at, parse_ip_address(write.client),
                                  std::string(write.user), kept(line)});
  }

  static bool is_near(const ScriptTrace& trace, Time at) {
    return std::ranges::any_of(trace.moments, [&](Time moment) {
      return at >= moment - kNearChange && at <= moment + kNearAfter;
    });
  }

  struct Session {
    std::string user, client;
  };

  const RootDir& root_;
  const Server& server_;
  const SurveyOptions& options_;
  const std::vector<ScriptTarget>& targets_;
  Survey& survey_;
  std::vector<ScriptTrace>& traces_;
  std::vector<Time> moments_;
  std::unordered_map<std::uint64_t, Session> sessions_;  // of SFTP, by pid
};

}  // namespace

PathMatch match_upload(const Server& server, const ScriptTarget& target, std::string_view user,
                       std::string_view logged) {
  const std::string path = without_double_slashes(logged);
  if (path.empty()) return PathMatch::none;
  if (path == target.path) return PathMatch::whole;
  const bool is_ours = is_users_account(server, user, target.account);
  if (!is_ours) return PathMatch::none;
  if (!path.starts_with('/')) {
    // Relative to a folder the line does not tell.
    return target.path.ends_with("/" + path) ? PathMatch::name : PathMatch::none;
  }
  if (!target.path.ends_with(path)) return PathMatch::none;
  const std::string_view above =
      std::string_view(target.path).substr(0, target.path.size() - path.size());
  const Account* account = server.account(target.account);
  // Clients are locked into the home or a folder in it, never into one above.
  for (const std::string_view home : {std::string_view(account ? account->home : ""),
                                      std::string_view(account ? account->resolved_home : "")}) {
    if (home.empty() || !above.starts_with(home)) continue;
    if (above.size() == home.size() || above[home.size()] == '/') return PathMatch::whole;
  }
  // Sites outside of homes.
  const Site* site = server.site_of_path(target.path);
  const bool is_root = site != nullptr && site->account == target.account &&
                       (above == site->document_root || above == site->resolved_root);
  return is_root ? PathMatch::whole : PathMatch::none;
}

void read_upload_logs(const RootDir& root, const Server& server, const SurveyOptions& options,
                      const std::vector<ScriptTarget>& targets, Survey& survey,
                      std::vector<ScriptTrace>& traces) {
  UploadSearch(root, server, options, targets, survey, traces).run();
}

}  // namespace queuehound
