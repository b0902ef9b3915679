#include "host/php_settings.h"

#include <array>
#include <optional>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostInstalls = 200, kMostFiles = 2000;

struct Place {
  std::string_view ini;           // pattern
  std::string_view extra, pools;  // patterns from the folder of php.ini on
  std::string_view fpm;           // from there: the file that names the pools
};
constexpr std::array kPlaces{
    Place{"/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf", "php-fpm.conf"},
    Place{"/etc/php/*/fpm/php.ini", "conf.d/*.ini", "pool.d/*.conf", "php-fpm.conf"},
    Place{"/etc/php/*/apache2/php.ini", "conf.d/*.ini", "", ""},
    Place{"/etc/php/*/cgi/php.ini", "conf.d/*.ini", "", ""},
    Place{"/etc/php/*/cli/php.ini", "conf.d/*.ini", "", ""},
    Place{"/opt/cpanel/ea-php*/root/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf",
          "php-fpm.conf"},
    Place{"/usr/local/php*/lib/php.ini", "php.conf.d/*.ini", "../etc/php-fpm.d/*.conf",
          "../etc/php-fpm.conf"},
    Place{"/opt/plesk/php/*/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf", "php-fpm.conf"},
    Place{"/opt/alt/php*/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf", "php-fpm.conf"},
    Place{"/etc/opt/remi/php*/php.ini", "php.d/*.ini", "php-fpm.d/*.conf", "php-fpm.conf"},
};

bool is_on(std::string_view value) {
  const std::string lower = to_lower(value);
  return lower == "on" || lower == "1" || lower == "true" || lower == "yes";
}

bool is_log(std::string_view value) {
  return !value.empty() && to_lower(value) != "none" && value != "/dev/null";
}

void take(PhpInstall& install, std::string_view file, std::string_view text) {
  for (const PhpSetting& setting : parse_php_settings(text)) {
    SettingLine line{std::string(file), setting.line, std::string(setting.value)};
    if (setting.key == "mail.add_x_header")
      install.header = std::move(line);
    else if (setting.key == "mail.log")
      install.log = std::move(line);
  }
}

// What php-fpm.conf includes, where it says so: DirectAdmin's pools lie with its users.
std::vector<std::string> pool_files(const RootDir& root, const std::string& folder,
                                    const Place& place) {
  if (place.pools.empty()) return {};
  std::vector<std::string> patterns, files;
  const std::string conf = tidy_path(joined(folder, place.fpm));
  for_each_line(text_of(root, conf), [&](std::string_view line) {
    const std::string_view key = trim(cut(line, '='));
    if (key == "include" && trim(line).starts_with('/')) patterns.emplace_back(trim(line));
  });
  if (patterns.empty()) patterns.push_back(tidy_path(joined(folder, place.pools)));
  for (const std::string& pattern : patterns)
    for (std::string& file : glob(root, pattern, kMostFiles))
      if (files.size() < kMostFiles) files.push_back(std::move(file));
  return files;
}

PhpInstall read_install(const RootDir& root, const std::string& ini, const Place& place) {
  PhpInstall install{.ini = ini};
  take(install, ini, text_of(root, ini));
  const std::string folder = ini.substr(0, ini.rfind('/'));
  for (const std::string& file : glob(root, tidy_path(joined(folder, place.extra)), kMostFiles))
    take(install, file, text_of(root, file));
  for (const std::string& file : pool_files(root, folder, place))
    take_php_pools(install, file, text_of(root, file));
  return install;
}

// "mail.log = x", "php_admin_value[mail.log] = x"; nothing where the line sets something else.
std::optional<PhpSetting> setting_of(std::string_view line, std::size_t number) {
  std::string_view key = trim(cut(line, '='));
  const std::size_t bracket = key.find('[');
  if (key.starts_with("php_") && bracket != key.npos && key.ends_with(']'))
    key = key.substr(bracket + 1, key.size() - bracket - 2);
  if (!key.starts_with("mail.")) return {};
  std::string_view value = trim(line.substr(0, line.find(';')));
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return PhpSetting{key, value, number};
}

struct Pool {
  std::optional<SettingLine> header, log;
};

void end_pool(PhpInstall& install, Pool& pool) {
  ++install.pools;
  const bool has_header = pool.header && is_on(pool.header->value);
  const bool has_log = pool.log && is_log(pool.log->value);
  install.pools_with_header += has_header ? 1 : 0;
  install.pools_with_log += has_log ? 1 : 0;
  if (pool.header && !has_header && install.header_off.line == 0)
    install.header_off = *std::move(pool.header);
  if (pool.log && !has_log && install.log_off.line == 0) install.log_off = *std::move(pool.log);
  pool = {};
}

}  // namespace

std::vector<PhpSetting> parse_php_settings(std::string_view text) {
  std::vector<PhpSetting> settings;
  std::size_t number = 0;
  bool is_for_all = true;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    line = trim(line);
    const std::string section = to_lower(line.substr(0, 6));
    is_for_all &= section != "[path=" && section != "[host=";
    if (!is_for_all) return;
    if (const auto setting = setting_of(line, number)) settings.push_back(*setting);
  });
  return settings;
}

void take_php_pools(PhpInstall& install, std::string_view file, std::string_view text) {
  Pool pool;
  bool is_open = false;
  std::size_t number = 0;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    line = trim(line);
    if (line.starts_with('[')) {
      if (is_open) end_pool(install, pool);
      is_open = to_lower(line.substr(0, 8)) != "[global]";
      return;
    }
    const auto setting = is_open ? setting_of(line, number) : std::nullopt;
    if (!setting) return;
    const SettingLine found{std::string(file), number, std::string(setting->value)};
    if (setting->key == "mail.add_x_header") pool.header = found;
    if (setting->key == "mail.log") pool.log = found;
  });
  if (is_open) end_pool(install, pool);
}

bool marks_mail(const PhpInstall& install) {
  return (is_on(install.header.value) && install.header_off.line == 0) ||
         (install.pools > 0 && install.pools_with_header == install.pools);
}

bool logs_mail(const PhpInstall& install) {
  return (is_log(install.log.value) && install.log_off.line == 0) ||
         (install.pools > 0 && install.pools_with_log == install.pools);
}

std::vector<PhpInstall> find_php_installs(const RootDir& root) {
  std::vector<PhpInstall> installs;
  for (const Place& place : kPlaces)
    for (const std::string& ini : glob(root, place.ini, kMostInstalls))
      if (installs.size() < kMostInstalls) installs.push_back(read_install(root, ini, place));
  return installs;
}

}  // namespace queuehound
