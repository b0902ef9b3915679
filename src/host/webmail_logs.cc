// Webmail (Roundcube's own logs, cPanel's) and PHP's mail logs.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "host/search.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::array<std::string_view, 11> kRoundcubeFolders{
    "/var/log/roundcube",
    "/var/log/roundcubemail",
    "/var/cpanel/roundcube/log",
    "/usr/local/cpanel/base/3rdparty/roundcube/logs",
    "/usr/share/roundcube/logs",
    "/usr/share/roundcubemail/logs",
    "/var/lib/roundcube/logs",
    "/usr/local/roundcube/logs",
    "/var/log/roundcube/default",
    "/usr/local/CyberCP/public/roundcube/logs",
    "/usr/local/psa/var/log/roundcube"};

struct CpanelLog {
  LogKind kind;
  std::string_view path;
};
constexpr std::array kCpanelLogs{
    CpanelLog{LogKind::cpanel_access, "/usr/local/cpanel/logs/access_log"},
    CpanelLog{LogKind::cpanel_session, "/usr/local/cpanel/logs/session_log"},
    CpanelLog{LogKind::cpanel_login, "/usr/local/cpanel/logs/login_log"}};

// Folders of PHP settings: any file of them may set mail.log, for everybody or for a pool.
constexpr std::array<std::string_view, 22> kPhpSettings{
    "/etc/php.ini",
    "/etc/php.d/*.ini",
    "/etc/php-fpm.conf",
    "/etc/php-fpm.d/*.conf",
    "/etc/php/*/fpm/php.ini",
    "/etc/php/*/apache2/php.ini",
    "/etc/php/*/cli/php.ini",
    "/etc/php/*/cgi/php.ini",
    "/etc/php/*/fpm/conf.d/*.ini",
    "/etc/php/*/apache2/conf.d/*.ini",
    "/etc/php/*/cli/conf.d/*.ini",
    "/etc/php/*/fpm/pool.d/*.conf",
    "/opt/cpanel/ea-php*/root/etc/php.ini",
    "/opt/cpanel/ea-php*/root/etc/php.d/*.ini",
    "/opt/cpanel/ea-php*/root/etc/php-fpm.d/*.conf",
    "/usr/local/php*/lib/php.ini",
    "/usr/local/php*/lib/php.conf.d/*.ini",
    "/usr/local/php*/etc/php-fpm.d/*.conf",
    "/usr/local/directadmin/data/users/*/php/php-fpm*.conf",
    "/opt/plesk/php/*/etc/php.ini",
    "/opt/alt/php*/etc/php.ini",
    "/etc/opt/remi/php*/php.ini"};

constexpr std::size_t kMaxSettings =
    2000;  // files of one pattern; pools of users repeat each other

LogSource source(LogKind kind, std::string_view path) {
  return {std::string(path), kind, {}, {}, false};
}

// SnappyMail and RainLoop keep their data below the folder they are installed in. Those in homes
// are their customers' to write.
constexpr std::array<std::string_view, 12> kSnappymailData{"/var/www/snappymail*/data",
                                                           "/var/www/rainloop*/data",
                                                           "/var/www/webmail*/data",
                                                           "/var/www/html/snappymail*/data",
                                                           "/var/www/html/rainloop*/data",
                                                           "/var/www/html/webmail*/data",
                                                           "/var/lib/snappymail",
                                                           "/var/lib/snappymail/data",
                                                           "/var/lib/rainloop/data",
                                                           "/etc/snappymail/data",
                                                           "/usr/local/lscp/cyberpanel/*/data",
                                                           "/usr/local/CyberCP/public/*/data"};

constexpr std::array<std::string_view, 4> kHordeLogs{
    "/var/log/horde/horde.log", "/var/log/horde.log", "/var/log/horde/horde-base.log",
    "/var/log/psa-horde/psa-horde.log"};
constexpr std::array<std::string_view, 6> kHordeSettings{
    "/etc/horde/horde/conf.php",        "/etc/horde/conf.php",
    "/usr/share/horde/config/conf.php", "/usr/share/horde3/config/conf.php",
    "/var/www/horde/config/conf.php",   "/var/www/html/horde/config/conf.php"};
// Where syslog puts what comes by its facility "user", "mail" or another one.
constexpr std::array<std::string_view, 5> kSyslogFiles{"/var/log/syslog", "/var/log/messages",
                                                       "/var/log/user.log", "/var/log/mail.log",
                                                       "/var/log/maillog"};
constexpr std::array<std::string_view, 3> kSogoLogs{"/var/log/sogo/sogo.log", "/var/log/sogo.log",
                                                    "/usr/local/var/log/sogo/sogo.log"};

LogKind webmail_kind(std::string_view path) {
  const std::string_view name = base_name(path);
  if (name.contains("sogo")) return LogKind::sogo;
  if (name.contains("horde")) return LogKind::horde;
  if (name.starts_with("auth") || path.contains("rainloop") || path.contains("snappymail"))
    return LogKind::snappymail;
  if (name.contains("session_log")) return LogKind::cpanel_session;
  if (name.contains("login_log")) return LogKind::cpanel_login;
  if (name.contains("access_log")) return LogKind::cpanel_access;
  return name.contains("sendmail") ? LogKind::roundcube_send : LogKind::roundcube_login;
}

// Without log_logins, which is how Roundcube is shipped, a wrong password stands in the errors
// only; with it in both, and would count twice.
void add_roundcube(Search& search, std::string_view folder) {
  LogList& logs = search.logs;
  bool has_logins = false;
  const auto add_logins = [&](std::string_view name) {
    const std::string path = joined(folder, name);
    has_logins = has_logins || search.root.exists(path);
    logs.add_if_there(source(LogKind::roundcube_login, path));
  };
  for (const std::string_view name : {"userlogins.log", "userlogins"}) add_logins(name);
  if (!has_logins)
    for (const std::string_view name : {"errors.log", "errors"}) add_logins(name);
  for (const std::string_view name : {"sendmail.log", "sendmail"})
    logs.add_if_there(source(LogKind::roundcube_send, joined(folder, name)));
}

// mail.log = "/path", php_admin_value[mail.log] = /path; "syslog" and $pool are no files of ours.
void read_php_settings(Search& search, std::string_view path) {
  for_each_line(text_of(search.root, path), [&](std::string_view line) {
    std::string_view key = trim(cut(line, '='));
    const std::size_t bracket = key.find('[');
    if (key.starts_with("php_") && bracket != key.npos && key.ends_with(']'))
      key = key.substr(bracket + 1, key.size() - bracket - 2);
    if (key != "mail.log") return;
    std::string_view value = trim(line.substr(0, line.find(';')));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (value.starts_with('/') && !value.contains('$') && !value.starts_with("/dev/"))
      search.logs.add_if_there(source(LogKind::php_mail, tidy_path(value)));
  });
}

// $conf['log']['type'] = 'file'; $conf['log']['name'] = '/var/log/horde/horde.log';
void read_horde_settings(Search& search, std::string_view path) {
  std::string type, name;
  for_each_line(text_of(search.root, path), [&](std::string_view line) {
    line = trim(line);
    if (!line.starts_with("$conf['log']['")) return;
    const std::string_view key = trim(cut(line, '='));
    const std::size_t open = line.find('\''), close = line.rfind('\'');
    if (open == line.npos || close == open) return;
    const std::string_view value = line.substr(open + 1, close - open - 1);
    if (key == "$conf['log']['type']") type = value;
    if (key == "$conf['log']['name']") name = value;
  });
  if (type == "file" && name.starts_with('/'))
    search.logs.add_if_there(source(LogKind::horde, tidy_path(name)));
  if (type != "syslog") return;
  for (const std::string_view file : kSyslogFiles)
    search.logs.add_if_there(source(LogKind::horde, file));
}

void find_horde(Search& search) {
  for (const std::string_view path : kHordeLogs)
    search.logs.add_if_there(source(LogKind::horde, path));
  for (const std::string_view path : kHordeSettings) read_horde_settings(search, path);
}

void find_snappymail(Search& search) {
  constexpr std::size_t kInstalled = 20, kDays = 400;  // a file a day, unless it is set otherwise
  for (const std::string_view pattern : kSnappymailData)
    for (const std::string& data : glob(search.root, pattern, kInstalled))
      for (const std::string_view names : {"/fail2ban/auth*", "/auth*"})
        for (const std::string& log :
             glob(search.root, data + "/_data_/_default_/logs" + std::string(names), kDays))
          search.logs.add_if_there(source(LogKind::snappymail, log));
}

}  // namespace

void find_webmail_logs(Search& search) {
  const std::vector<std::string>& set = search.config.webmail_logs;
  for (const std::string& path : set)
    search.logs.add_named(source(webmail_kind(path), tidy_path(path)));
  if (!set.empty()) return;
  for (const std::string_view folder : kRoundcubeFolders) add_roundcube(search, folder);
  for (const std::string_view pattern : {"/var/www/html/roundcube*", "/var/www/roundcube*"})
    for (const std::string& folder : glob(search.root, std::string(pattern) + "/logs", 20))
      add_roundcube(search, folder);
  find_horde(search);
  find_snappymail(search);
  for (const std::string_view path : kSogoLogs)
    search.logs.add_if_there(source(LogKind::sogo, path));
  for (const CpanelLog& log : kCpanelLogs) search.logs.add(source(log.kind, log.path));
}

void find_php_logs(Search& search) {
  const std::vector<std::string>& set = search.config.php_mail_logs;
  for (const std::string& path : set)
    search.logs.add_named(source(LogKind::php_mail, tidy_path(path)));
  if (!set.empty()) return;
  for (const std::string_view pattern : kPhpSettings)
    for (const std::string& path : glob(search.root, pattern, kMaxSettings))
      read_php_settings(search, path);
  for (const std::string& path : search.web.php_mail_logs)
    search.logs.add_if_there(source(LogKind::php_mail, path));
  for (const WebSite& site : search.web.sites)
    for (const std::string& path : site.php_mail_logs) {
      LogSource log = source(LogKind::php_mail, path);
      log.domain = site.domain;
      search.logs.add_if_there(std::move(log));
    }
  for (const DirectoryEntry& entry : entries_of(search.root, "/var/log")) {
    const std::string_view name = entry.name;
    if (may_be_file(entry) && name.starts_with("php") && name.ends_with("mail.log"))
      search.logs.add_if_there(source(LogKind::php_mail, joined("/var/log", name)));
  }
}

}  // namespace queuehound
