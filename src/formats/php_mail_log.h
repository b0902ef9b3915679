// PHP's mail.log: "[23-Nov-2026 13:40:28 UTC] mail() on [/path/file.php:13]: To: a -- Headers: h --
// Subject: s". Source: PHP ext/standard/mail.c. To, Headers and Subject are the script's own text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace queuehound {

struct PhpMailCall {
  WallClock wall;
  std::string_view zone_name;  // "UTC", "Europe/Berlin": PHP's date.timezone, not the server's
  Time at{};                   // set when zone_name is UTC or "GMT"
  bool has_instant = false;
  std::string_view script;  // absolute path of the file that called mail()
  std::uint32_t line = 0;
  bool is_eval = false;  // "file.php(3) : eval()'d code"
  std::string_view to, headers, subject;
};
std::optional<PhpMailCall> parse_php_mail_line(std::string_view line);

}  // namespace queuehound
