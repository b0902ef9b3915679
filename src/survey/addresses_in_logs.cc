#include "survey/addresses_in_logs.h"

#include <map>

#include "formats/login_line.h"
#include "formats/syslog_stamp.h"
#include "survey/line_reader.h"
#include "survey/log_end.h"

namespace queuehound {
namespace {

constexpr std::size_t kEnd = 4u << 20;
constexpr std::uint64_t kLogins = 5, kShare = 5;
// Where the live file was begun this morning, or is syslog's file of all mail, its end holds few.
// A packed rotation is read whole, so that few have to do.
constexpr std::uint64_t kEnough = 50;
constexpr int kFiles = 4;

}  // namespace

std::vector<IpAddress> addresses_logged_in_to(const RootDir& root, const Server& server) {
  std::map<IpAddress, std::uint64_t> logins;
  std::uint64_t all = 0;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::dovecot) continue;
    int files = 0;
    read_ends_of_log(root, source, kEnd, [&](std::string_view end) {
      for_each_line(end, [&](std::string_view line) {
        const auto syslog = parse_syslog_line(line);
        const auto event = syslog ? parse_login_line(*syslog) : std::nullopt;
        if (!event || event->kind != DovecotEvent::Kind::login) return;
        ++all;
        if (const auto address = parse_ip_address(event->lip); address && !is_private(*address))
          ++logins[*address];
      });
      return all < kEnough && ++files < kFiles;
    });
  }
  std::vector<IpAddress> own;
  for (const auto& [address, count] : logins)
    if (count >= kLogins && count * kShare >= all) own.push_back(address);
  return own;
}

}  // namespace queuehound
