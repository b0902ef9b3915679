#include "formats/ftp_log.h"

#include <string>

#include "inside.h"

namespace queuehound {
namespace {

void check_views(std::string_view text, const std::optional<FtpEvent>& event) {
  if (!event) return;
  for (const auto part : {event->user, event->client, event->path}) require_inside(text, part);
  require(event->kind != FtpEvent::Kind::upload || !event->path.empty() || event->bytes >= 0);
}

// Whatever name a client gives its file, the address and the user the server saw are read.
void check_no_framing(std::string_view given) {
  std::string name = "/";
  for (const char c : given.substr(0, 200)) name += c < ' ' ? '?' : c;
  const std::string stamp = "Wed Nov 25 22:15:01 2026 ";
  const std::string xferlog = stamp + "1 203.0.113.5 7 " + name + " b _ i r kim ftp 0 * c";
  const auto transfer = parse_xferlog_line(xferlog);
  require(transfer && transfer->client == "203.0.113.5" && transfer->user == "kim" &&
          transfer->path == name);
  const std::string vsftpd = stamp + "[pid 7] [kim] OK UPLOAD: Client \"203.0.113.5\", \"" + name +
                             "\", 7 bytes, 1.00Kbyte/sec";
  const auto own = parse_vsftpd_line(vsftpd);
  require(own && own->client == "203.0.113.5" && own->path == name && own->user == "kim");
  const std::string pure =
      "(kim@203.0.113.5) [NOTICE] " + name + " uploaded  (7 bytes, 1.00KB/sec)";
  const auto syslog = parse_pure_ftpd_text(pure);
  require(syslog && syslog->client == "203.0.113.5" && syslog->path == name);
}

// Whatever name a guesser types, vsftpd's failure is no login and no upload.
void check_no_false_login(std::string_view typed) {
  std::string name;
  for (const char c : typed.substr(0, 200)) name += c < ' ' ? '?' : c;
  const std::string line =
      "Wed Nov 25 22:15:01 2026 [pid 7] [" + name + "] FAIL LOGIN: Client \"203.0.113.5\"";
  const auto event = parse_vsftpd_line(line);
  require(!event || event->kind == FtpEvent::Kind::other);
}

}  // namespace
}  // namespace queuehound

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace queuehound;
  const std::string_view text = text_of(data, size);
  check_views(text, parse_xferlog_line(text));
  check_views(text, parse_vsftpd_line(text));
  check_views(text, parse_pure_ftpd_text(text));
  check_views(text, parse_ftp_request_line(text));
  check_no_framing(text);
  check_no_false_login(text);
  return 0;
}
