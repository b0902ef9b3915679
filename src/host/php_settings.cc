#include "host/php_settings.h"

#include <array>

#include "base/text.h"
#include "host/tree.h"

namespace queuehound {
namespace {

constexpr std::size_t kMostInstalls = 200, kMostFiles = 2000;

struct Place {
  std::string_view ini;           // pattern
  std::string_view extra, pools;  // patterns from the folder of php.ini on
};
constexpr std::array kPlaces{
    Place{"/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf"},
    Place{"/etc/php/*/fpm/php.ini", "conf.d/*.ini", "pool.d/*.conf"},
    Place{"/etc/php/*/apache2/php.ini", "conf.d/*.ini", ""},
    Place{"/etc/php/*/cgi/php.ini", "conf.d/*.ini", ""},
    Place{"/etc/php/*/cli/php.ini", "conf.d/*.ini", ""},
    Place{"/opt/cpanel/ea-php*/root/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf"},
    Place{"/usr/local/php*/lib/php.ini", "php.conf.d/*.ini", "../etc/php-fpm.d/*.conf"},
    Place{"/opt/plesk/php/*/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf"},
    Place{"/opt/alt/php*/etc/php.ini", "php.d/*.ini", "php-fpm.d/*.conf"},
    Place{"/etc/opt/remi/php*/php.ini", "php.d/*.ini", "php-fpm.d/*.conf"},
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

void take_pool(PhpInstall& install, std::string_view text) {
  bool header = false, log = false;
  for (const PhpSetting& setting : parse_php_settings(text)) {
    if (setting.key == "mail.add_x_header") header = is_on(setting.value);
    if (setting.key == "mail.log") log = is_log(setting.value);
  }
  ++install.pools;
  install.pools_with_header += header ? 1 : 0;
  install.pools_with_log += log ? 1 : 0;
}

PhpInstall read_install(const RootDir& root, const std::string& ini, const Place& place) {
  PhpInstall install{.ini = ini};
  take(install, ini, text_of(root, ini));
  const std::string folder = ini.substr(0, ini.rfind('/'));
  const auto files = [&](std::string_view pattern) {
    return pattern.empty() ? std::vector<std::string>{}
                           : glob(root, tidy_path(joined(folder, pattern)), kMostFiles);
  };
  for (const std::string& file : files(place.extra)) take(install, file, text_of(root, file));
  for (const std::string& file : files(place.pools)) take_pool(install, text_of(root, file));
  return install;
}

}  // namespace

std::vector<PhpSetting> parse_php_settings(std::string_view text) {
  std::vector<PhpSetting> settings;
  std::size_t number = 0;
  for_each_line(text, [&](std::string_view line) {
    ++number;
    std::string_view key = trim(cut(line, '='));
    const std::size_t bracket = key.find('[');
    if (key.starts_with("php_") && bracket != key.npos && key.ends_with(']'))
      key = key.substr(bracket + 1, key.size() - bracket - 2);
    if (!key.starts_with("mail.")) return;
    std::string_view value = trim(line.substr(0, line.find(';')));
    if (value.size() > 1 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    settings.push_back({key, value, number});
  });
  return settings;
}

bool marks_mail(const PhpInstall& install) {
  return is_on(install.header.value) ||
         (install.pools > 0 && install.pools_with_header == install.pools);
}

bool logs_mail(const PhpInstall& install) {
  return is_log(install.log.value) ||
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
