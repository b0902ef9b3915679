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

LogKind webmail_kind(std::string_view name) {
  if (name.contains("session_log")) return LogKind::cpanel_session;
  if (name.contains("login_log")) return LogKind::cpanel_login;
  if (name.contains("access_log")) return LogKind::cpanel_access;
  return name.contains("sendmail") ? LogKind::roundcube_send : LogKind::roundcube_login;
}

void add_roundcube(LogList& logs, std::string_view folder) {
  for (const std::string_view name : {"userlogins.log", "userlogins"})
    logs.add_if_there(source(LogKind::roundcube_login, joined(folder, name)));
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

}  // namespace

void find_webmail_logs(Search& search) {
  const std::vector<std::string>& set = search.config.webmail_logs;
  for (const std::string& path : set)
    search.logs.add_named(source(webmail_kind(base_name(path)), tidy_path(path)));
  if (!set.empty()) return;
  for (const std::string_view folder : kRoundcubeFolders) add_roundcube(search.logs, folder);
  for (const std::string_view pattern : {"/var/www/html/roundcube*", "/var/www/roundcube*"})
    for (const std::string& folder : glob(search.root, std::string(pattern) + "/logs", 20))
      add_roundcube(search.logs, folder);
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
