// Where Exim's, Dovecot's and cron's logs lie. Every known place is looked at whatever the profile:
// a panel we do not know still writes to one of them, and settings differ from host to host.
#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "host/search.h"
#include "host/setting_line.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kSniffBytes = 64u << 10;

constexpr std::array kEximPlaces{
    LogPlace{LogKind::exim_main, "/var/log/exim_mainlog"},
    LogPlace{LogKind::exim_main, "/var/log/exim4/mainlog"},
    LogPlace{LogKind::exim_main, "/var/log/exim/mainlog"},
    LogPlace{LogKind::exim_main, "/var/log/exim/main.log"},
    LogPlace{LogKind::exim_main, "/var/log/exim/exim_mainlog"},
    LogPlace{LogKind::exim_main, "/var/log/exim/main"},
    LogPlace{LogKind::exim_main, "/var/log/mainlog"},
    LogPlace{LogKind::exim_reject, "/var/log/exim_rejectlog"},
    LogPlace{LogKind::exim_reject, "/var/log/exim4/rejectlog"},
    LogPlace{LogKind::exim_reject, "/var/log/exim/rejectlog"},
    LogPlace{LogKind::exim_reject, "/var/log/exim/reject.log"},
    LogPlace{LogKind::exim_reject, "/var/log/exim/exim_rejectlog"},
    LogPlace{LogKind::exim_panic, "/var/log/exim_paniclog"},
    LogPlace{LogKind::exim_panic, "/var/log/exim4/paniclog"},
    LogPlace{LogKind::exim_panic, "/var/log/exim/paniclog"},
    LogPlace{LogKind::exim_panic, "/var/log/exim/panic.log"},
};
constexpr std::array<std::pair<LogKind, std::string_view>, 3> kEximLogs{
    {{LogKind::exim_main, "main"},
     {LogKind::exim_reject, "reject"},
     {LogKind::exim_panic, "panic"}}};

// Files of Dovecot alone.
constexpr std::array kDovecotPlaces{
    LogPlace{LogKind::dovecot, "/var/log/dovecot.log"},
    LogPlace{LogKind::dovecot, "/var/log/dovecot-info.log"},
    LogPlace{LogKind::dovecot, "/var/log/dovecot/dovecot.log"},
    LogPlace{LogKind::dovecot, "/var/log/dovecot/info.log"},
    LogPlace{LogKind::dovecot, "/var/log/dovecot-auth.log"},
    LogPlace{LogKind::dovecot, "/var/log/imap.log"},
};
constexpr std::array kCronPlaces{
    LogPlace{LogKind::cron, "/var/log/cron"},
    LogPlace{LogKind::cron, "/var/log/cron.log"},
};

// Files of syslog: what they hold is seen by looking at their end.
struct Syslog {
  std::string_view path;
  bool is_for_mail;  // kept as Dovecot's even when it is empty just now
};
constexpr std::array kSyslogs{Syslog{"/var/log/maillog", true},
                              Syslog{"/var/log/mail.log", true},
                              Syslog{"/var/log/mail.info", false},
                              Syslog{"/var/log/mail/info", false},
                              Syslog{"/usr/local/psa/var/log/maillog", true},
                              Syslog{"/var/log/syslog", false},
                              Syslog{"/var/log/messages", false},
                              Syslog{"/var/log/daemon.log", false}};

LogSource source(LogKind kind, std::string_view path) { return LogPlace{kind, path}.source(); }

bool add_configured(LogList& logs, LogKind kind, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) logs.add_named(source(kind, tidy_path(path)));
  return !paths.empty();
}

// A name with %D or %M in it stands for a file a day or a month: they are found by that name
// (survey/log_segments). Where a folder bears the date, the newest has to do.
void add_dated(Search& search, LogKind kind, const std::string& path, std::size_t mark) {
  constexpr std::string_view kDigits{"[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]"};
  const std::size_t length = path.substr(mark, 2) == "%D" ? 8 : 6;
  std::string pattern = path;
  pattern.replace(mark, 2, kDigits.substr(0, length * 5));
  const bool is_in_name = path.find('/', mark) == path.npos;
  const std::vector<std::string> files =
      glob(search.root, pattern + (is_in_name ? "*" : ""), 10'000);
  if (files.empty()) return;
  if (is_in_name)
    search.logs.add_named(source(kind, path));
  else
    search.logs.add(source(kind, files.back()));
}

// Exim's own words on where its logs are, with a missing %s taken as the main log alone.
void add_configured_exim(Search& search, LogKind kind, std::string_view log) {
  const std::string_view setting = search.exim.option("log_file_path");
  if (setting.empty()) return;
  std::string path = exim_log_path(setting, log, search.server.spool_directory);
  if (!path.starts_with('/') || path.contains("$")) return;
  if (kind != LogKind::exim_main && !setting.contains("%s")) return;
  path = tidy_path(path);
  const std::size_t mark = std::min(path.find("%D"), path.find("%M"));
  if (mark != path.npos)
    add_dated(search, kind, path, mark);
  else
    search.logs.add(source(kind, path));
}

void find_exim(Search& search) {
  const Config& config = search.config;
  LogList& logs = search.logs;
  const bool main_set = add_configured(logs, LogKind::exim_main, config.main_logs);
  const bool reject_set = add_configured(logs, LogKind::exim_reject, config.reject_logs);
  const auto is_set = [&](LogKind kind) {
    return (kind == LogKind::exim_main && main_set) || (kind == LogKind::exim_reject && reject_set);
  };
  for (const auto& [kind, log] : kEximLogs)
    if (!is_set(kind)) add_configured_exim(search, kind, log);
  for (const LogPlace& place : kEximPlaces)
    if (!is_set(place.kind)) logs.add(place.source());
  const std::string& spool = search.server.spool_directory;
  for (const auto& [kind, log] : kEximLogs)
    if (!is_set(kind) && !spool.empty())
      logs.add(source(kind, spool + "/log/" + std::string(log) + "log"));
}

// log_path and info_log_path of Dovecot's configuration.
std::vector<std::string> dovecot_log_paths(const RootDir& root) {
  std::vector<std::string> paths;
  for (const std::string& file : dovecot_config_files(root))
    for_each_line(text_of(root, file), [&](std::string_view line) {
      const std::string_view key = trim(cut(line, '='));
      const std::string_view value = trim(line.substr(0, line.find('#')));
      const bool is_log = key == "log_path" || key == "info_log_path" || key == "debug_log_path";
      if (is_log && value.starts_with("/") && !value.starts_with("/dev/") && paths.size() < 100)
        paths.push_back(tidy_path(value));
    });
  return paths;
}

bool holds_any(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.contains(word); });
}

// What is still looked for in syslog's files. The same lines are often written to several of them
// (mail.log and syslog): the first that has them is taken, or everything would be counted twice.
struct Wanted {
  bool exim, dovecot, cron;
};

// The end of the youngest rotation that is no compressed one: "mail.log.1", "maillog-20261129".
std::string tail_of_rotated(const RootDir& root, std::string_view path) {
  const std::string_view name = base_name(path);
  std::string youngest;
  time_t changed = 0;
  for (const std::string& file : glob(root, std::string(path) + "[-.]*", 1000)) {
    const std::string_view rotated = base_name(file);
    if (live_name(rotated) != name || !is_digit(rotated.back())) continue;
    const auto status = root.stat(file);
    if (!status || status->st_mtime < changed) continue;
    changed = status->st_mtime;
    youngest = file;
  }
  return youngest.empty() ? std::string{} : tail_of(root, youngest, kSniffBytes);
}

// "<22>1 STAMP HOST exim 4711 - - ..." of RFC 5424: their programs, as the other forms write them.
std::string programs_of_5424(std::string_view text) {
  std::string programs;
  for_each_line(text, [&programs](std::string_view line) {
    if (!line.starts_with('<') || !line.substr(0, 5).contains('>')) return;
    const std::string_view version = cut(line, ' ');
    if (!version.ends_with(">1")) return;
    cut(line, ' ');  // stamp
    cut(line, ' ');  // host
    programs += " " + std::string(cut(line, ' ')) + "[\n";
  });
  return programs;
}

// One file of syslog, by what its last lines are.
void sniff(Search& search, const Syslog& syslog, Wanted& wanted) {
  static constexpr std::array<std::string_view, 5> kDovecot{
      " dovecot:", " dovecot[", "-login: ", ": LOGIN, user=", ": LOGIN FAILED, "};  // and Courier
  static constexpr std::array<std::string_view, 4> kExim{" exim[", " exim4[", " exim:", " exim4:"};
  static constexpr std::array<std::string_view, 3> kCron{" CRON[", " cron[", " crond["};
  const RootDir& root = search.root;
  std::string end = tail_of(root, syslog.path, kSniffBytes);
  if (end.size() < 4096) end += tail_of_rotated(root, syslog.path);
  end += programs_of_5424(end);
  const auto take = [&](bool& still, LogKind kind, std::span<const std::string_view> words) {
    if (!still || !holds_any(end, words)) return;
    search.logs.add(source(kind, syslog.path));
    still = false;
  };
  const bool wants_dovecot = wanted.dovecot;
  take(wanted.dovecot, LogKind::dovecot, kDovecot);
  if (wants_dovecot && syslog.is_for_mail) search.logs.add(source(LogKind::dovecot, syslog.path));
  take(wanted.exim, LogKind::exim_main, kExim);
  if (const std::string& name = search.server.exim_syslog_name; !name.empty()) {
    const std::array<std::string, 2> own{" " + name + "[", " " + name + ":"};
    take(wanted.exim, LogKind::exim_main, std::array<std::string_view, 2>{own[0], own[1]});
  }
  take(wanted.cron, LogKind::cron, kCron);
}

bool has_kind(const Search& search, LogKind kind) {
  return std::ranges::find(search.logs.sources(), kind, &LogSource::kind) !=
         search.logs.sources().end();
}

}  // namespace

void find_mail_logs(Search& search) {
  find_exim(search);
  const Config& config = search.config;
  const bool dovecot_set = add_configured(search.logs, LogKind::dovecot, config.dovecot_logs);
  if (!dovecot_set) {
    for (const std::string& path : dovecot_log_paths(search.root))
      search.logs.add(source(LogKind::dovecot, path));
    search.logs.add_all(kDovecotPlaces);
    search.logs.add_directory("/var/log/dovecot", LogKind::dovecot, [](std::string_view name) {
      return source(LogKind::dovecot,
                    name.ends_with(".log") ? joined("/var/log/dovecot", name) : "");
    });
  }
  search.logs.add_all(kCronPlaces);
  const std::string_view exim_logs = search.exim.option("log_file_path");
  const bool only_syslog = logs_to_syslog(exim_logs) && !logs_to_file(exim_logs);
  Wanted wanted{config.main_logs.empty() && (only_syslog || !has_kind(search, LogKind::exim_main)),
                !dovecot_set, !has_kind(search, LogKind::cron)};
  for (const Syslog& syslog : kSyslogs) sniff(search, syslog, wanted);
}

}  // namespace queuehound
