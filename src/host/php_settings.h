// What PHP is told to leave behind of the mail that programs send: the header that names the script
// (mail.add_x_header) and the log of calls (mail.log), per installation of PHP.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/root_dir.h"
#include "host/setting_line.h"

namespace queuehound {

struct PhpSetting {
  std::string_view key;  // "mail.log", also where it stands in php_admin_value[mail.log]
  std::string_view value;
  std::size_t line = 0;
};
// Lines that set mail.* for all sites, not below "[PATH=...]" or "[HOST=...]"; comments and quotes
// are taken off.
std::vector<PhpSetting> parse_php_settings(std::string_view text);

struct PhpInstall {
  std::string ini = {};                                   // its php.ini
  SettingLine header = {};                                // mail.add_x_header: the line that counts
  SettingLine log = {};                                   // mail.log
  std::size_t pools = 0;                                  // of PHP-FPM
  std::size_t pools_with_header = 0, pools_with_log = 0;  // by themselves
  // The first pool's line that switches it off, whatever php.ini says; line 0: none does.
  SettingLine header_off = {}, log_off = {};
};
// A file of PHP-FPM's: its pools, "[name]" each, are counted and what they say themselves is kept.
void take_php_pools(PhpInstall& install, std::string_view file, std::string_view text);
bool marks_mail(const PhpInstall& install);
bool logs_mail(const PhpInstall& install);

// Every php.ini at the usual places, with what overrides it. At most some hundreds.
std::vector<PhpInstall> find_php_installs(const RootDir& root);

}  // namespace queuehound
