#include "formats/snappymail_log.h"

#include "base/ip_address.h"
#include "base/text.h"
#include "formats/clock_text.h"
#include "formats/webmail_client.h"

namespace queuehound {
namespace {

constexpr auto kNone = std::string_view::npos;

// "[2026-11-28 09:00:00] ", "[2026-11-28 09:00:00 UTC] ". Both programs write in UTC unless told
// otherwise (logs: time_zone); what a name of another zone means here is not known.
bool take_stamp(std::string_view& line, WebmailEvent& event) {
  const std::size_t close = line.substr(0, 40).find("] ");
  if (!line.starts_with('[') || close == kNone) return false;
  const std::string_view text = line.substr(1, close - 1);
  if (char_at(text, 4) != '-' || char_at(text, 7) != '-') return false;
  const auto wall = wall_seconds(digits_at(text, 0, 4), digits_at(text, 5, 2),
                                 digits_at(text, 8, 2), clock_at(text, 11));
  if (!wall) return false;
  event.wall = WallClock{*wall};
  event.has_wall = true;
  const std::string_view zone = trim(text.substr(19));
  const auto offset = zone_at(zone, 0);
  event.has_zone = zone.empty() || zone == "UTC" || zone == "GMT" || offset.has_value();
  if (offset) event.zone_seconds = offset->seconds;
  line.remove_prefix(close + 2);
  return true;
}

bool take_frame(std::string_view& line, WebmailEvent& event) {
  line = without_leading_nuls(line);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (take_stamp(line, event)) return true;
  const auto syslog = parse_syslog_line(line);
  if (!syslog || !(syslog->program == "snappymail" || syslog->program == "rainloop")) return false;
  event.syslog = syslog->stamp;
  line = syslog->text;
  return true;
}

}  // namespace

std::optional<WebmailEvent> parse_snappymail_line(std::string_view line) {
  constexpr std::string_view kOpening = "Auth failed: ip=", kUser = " user=", kHost = " host=";
  WebmailEvent event;
  if (!take_frame(line, event) || !line.starts_with(kOpening)) return {};
  event.kind = WebmailEvent::Kind::failure;
  line.remove_prefix(kOpening.size());
  // The address comes before all that a client writes.
  const std::string_view peer = line.substr(0, line.find(' '));
  line.remove_prefix(peer.size());
  if (!parse_ip_address(peer) || !line.starts_with(kUser)) return {};
  line.remove_prefix(kUser.size());
  const std::size_t host = line.rfind(kHost);
  event.user = line.substr(0, host);
  // In a file the host follows, as delivered: without it the name goes over the end of the line.
  event.is_broken_off = event.has_wall && host == kNone;
  set_webmail_client(peer, {}, event);
  return event;
}

}  // namespace queuehound
