// PHP's mail options, for each of its versions and ways of running, and for pools that say
// otherwise.
#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "verdict/look.h"

namespace queuehound {
namespace {

// One of the two options: how it is told, and what the settings of an installation say of it.
struct Option {
  std::string_view name, in_ini, in_pool;
  bool (*is_set)(const PhpInstall& install);
  SettingLine PhpInstall::* line;
  SettingLine PhpInstall::* off;  // a pool's
};
constexpr Option kHeader{
    "mail.add_x_header", "mail.add_x_header = On", "php_admin_flag[mail.add_x_header] = on",
    marks_mail,          &PhpInstall::header,      &PhpInstall::header_off};
constexpr Option kLog{"mail.log",
                      "mail.log = /var/log/php_mail.log",
                      "php_admin_value[mail.log] = /home/ACCOUNT/logs/php_mail.log",
                      logs_mail,
                      &PhpInstall::log,
                      &PhpInstall::log_off};

using Installs = std::vector<const PhpInstall*>;

Installs without(const CheckFile& file, const Option& option) {
  Installs lacking;
  for (const PhpInstall& install : file.php)
    if (!option.is_set(install)) lacking.push_back(&install);
  return lacking;
}

std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t kShown = 4;
  std::string out;
  for (std::size_t i = 0; i < std::min(items.size(), kShown); ++i)
    out += (i == 0 ? "" : ", ") + items[i];
  if (items.size() > kShown) out += " and " + std::to_string(items.size() - kShown) + " more";
  return out;
}

std::string line_of(const SettingLine& setting) {
  return setting.path + ":" + std::to_string(setting.line);
}

// A pool's line that switches it off is the one to change: it goes before php.ini.
std::string places(const Installs& installs, const Option& option) {
  std::vector<std::string> found;
  for (const PhpInstall* install : installs) {
    const SettingLine& off = install->*option.off;
    const SettingLine& line = install->*option.line;
    found.push_back(off.line != 0 ? line_of(off) : line.line == 0 ? install->ini : line_of(line));
  }
  return listed(found);
}

// "8.2" of "/etc/php/8.2/fpm/php.ini": what stands between; "" where it is no version.
std::string_view version_in(std::string_view ini, std::string_view before, std::string_view after) {
  if (!ini.starts_with(before) || !ini.ends_with(after)) return {};
  if (ini.size() <= before.size() + after.size()) return {};
  const std::string_view text =
      ini.substr(before.size(), ini.size() - before.size() - after.size());
  const bool is_number = std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.'; });
  return is_number ? text : std::string_view{};
}

// Who has to read its settings anew; "" where nobody has to, or it is not known who.
std::string reload_of(std::string_view ini) {
  struct Row {
    std::string_view before, after, unit, unit_end;
  };
  constexpr Row kRows[] = {{"/etc/php/", "/fpm/php.ini", "php", "-fpm"},
                           {"/usr/local/php", "/lib/php.ini", "php-fpm", ""}};
  for (const Row& row : kRows)
    if (const auto version = version_in(ini, row.before, row.after); !version.empty())
      return "systemctl reload " + std::string(row.unit) + std::string(version) +
             std::string(row.unit_end);
  if (!version_in(ini, "/etc/php/", "/apache2/php.ini").empty()) return "systemctl reload apache2";
  return ini.starts_with("/opt/cpanel/ea-php") ? "/scripts/restartsrv_apache_php_fpm" : "";
}

void tell_reload(Finding& finding, const Installs& installs) {
  std::vector<std::string> commands;
  for (const PhpInstall* install : installs) {
    std::string command = reload_of(install->ini);
    if (!command.empty() && std::ranges::find(commands, command) == commands.end())
      commands.push_back(std::move(command));
  }
  for (const std::string& command : commands)
    finding.then += (finding.then.empty() ? "" : " && ") + command;
  if (!finding.then.empty()) return;
  finding.advice += finding.advice.empty() ? "" : "; ";
  finding.advice += "then reload PHP-FPM or the web server";
}

Finding what_lacks(const CheckFile& file, const Installs& lacking, const Option& option) {
  Finding finding;
  const std::size_t all = file.php.size();
  finding.seen =
      (all == 1 ? "PHP"
                : std::to_string(lacking.size()) + " of " + std::to_string(all) + " PHP settings") +
      " without " + std::string(option.name);
  finding.place = places(lacking, option);
  const auto is_off = [&](const PhpInstall* install) { return (install->*option.off).line != 0; };
  if (!std::ranges::all_of(lacking, is_off)) finding.lines.emplace_back(option.in_ini);
  if (std::ranges::any_of(lacking, is_off)) {
    finding.lines.emplace_back(option.in_pool);
    finding.advice = "a pool's own line goes before php.ini, and is written as the last of these";
  }
  return finding;
}

}  // namespace

std::optional<Finding> look_at_php_header(const CheckFile& file) {
  const Installs lacking = without(file, kHeader);
  if (lacking.empty()) return {};
  Finding finding = what_lacks(file, lacking, kHeader);
  tell_reload(finding, lacking);
  return finding;
}

std::optional<Finding> look_at_php_log(const CheckFile& file) {
  const Installs lacking = without(file, kLog);
  const bool has_log = std::ranges::any_of(
      file.server.logs, [](const LogSource& log) { return log.kind == LogKind::php_mail; });
  // Where there is a log and none of these settings asks for it, others do that are not seen here.
  const bool is_partly = lacking.size() < file.php.size();
  if (lacking.empty() || (has_log && !is_partly)) return {};
  Finding finding = what_lacks(file, lacking, kLog);
  constexpr unsigned kCostOfSome = 4;
  if (is_partly) finding.cost = kCostOfSome;
  const bool has_pools =
      std::ranges::any_of(lacking, [](const PhpInstall* install) { return install->pools > 0; });
  finding.advice += finding.advice.empty() ? "" : "; ";
  finding.advice += has_pools
                        ? "its file must be writable by the account that PHP runs as: better one a "
                          "pool, " +
                              std::string(kLog.in_pool)
                        : "its file must exist and be writable by the user that PHP runs as";
  tell_reload(finding, lacking);
  return finding;
}

}  // namespace queuehound
