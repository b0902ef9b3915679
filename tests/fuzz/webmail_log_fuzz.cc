#include "formats/webmail_log.h"

#include <string>

#include "webmail_event_inside.h"

namespace queuehound {
namespace {

// Whatever name a guesser types, the address Roundcube saw is the one that is read.
void check_no_framing(std::string_view typed) {
  const std::string name = one_line(typed);
  const std::string line = "[23-Nov-2026 13:40:28 +0000]: <s> Failed login for " + name +
                           " from 203.0.113.5 in session x (error: 0)";
  const auto event = parse_roundcube_login(line);
  require(event && event->client == "203.0.113.5" && event->user == name);
  const std::string error = "[23-Nov-2026 13:40:28 +0000]: IMAP Error: Login failed for " + name +
                            " against mx from 203.0.113.5. LOGIN: no";
  const auto refused = parse_roundcube_login(error);
  require(refused && (refused->client.empty() || refused->client == "203.0.113.5"));
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  check_views(text, parse_roundcube_login(text));
  check_views(text, parse_roundcube_send(text));
  check_views(text, parse_cpanel_access(text));
  check_views(text, parse_cpanel_session(text));
  check_views(text, parse_cpanel_login(text));
  check_no_framing(text);
  return 0;
}
