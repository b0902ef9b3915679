#include "formats/php_mail_log.h"

#include <string>

#include "inside.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  if (const auto call = parse_php_mail_line(text)) {
    for (const auto part :
         {call->zone_name, call->script, call->to, call->headers, call->subject}) {
      require_inside(text, part);
    }
    require(call->script.empty() || call->script.starts_with('/'));
  }
  // Whatever a script puts into its mail, it is named as the one that called.
  const std::string line =
      "[23-Nov-2026 13:40:28 UTC] mail() on [/home/kim/x.php:7]: To: " + std::string(text);
  const auto call = parse_php_mail_line(line);
  require(call && call->script == "/home/kim/x.php" && call->line == 7);
  return 0;
}
