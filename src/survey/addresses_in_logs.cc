#include "survey/addresses_in_logs.h"

#include <map>

#include "formats/login_line.h"
#include "formats/syslog_stamp.h"
#include "survey/line_reader.h"
#include "survey/log_end.h"

namespace queuehound {
namespace {

constexpr std::size_t kEnd = 256u << 10;
constexpr std::uint64_t kLogins = 5, kShare = 5;
// Where the live file was begun this morning, or is syslog's file of all mail, its end holds few:
// then more of it is read, and of its rotations. A packed one is read whole, so that few have to
// do.
constexpr std::uint64_t kEnough = 50;
constexpr std::size_t kLongerEnd = 4u << 20;
constexpr int kFiles = 4;

struct LetIn {
  std::map<IpAddress, std::uint64_t> at;  // public addresses
  std::uint64_t all = 0;

  void see(std::string_view lines) {
    for_each_line(lines, [&](std::string_view line) {
      const auto syslog = parse_syslog_line(line);
      const auto event = syslog ? parse_login_line(*syslog) : std::nullopt;
      if (!event || event->kind != DovecotEvent::Kind::login) return;
      ++all;
      if (const auto address = parse_ip_address(event->lip); address && !is_private(*address))
        ++at[*address];
    });
  }
};

LetIn let_in_by(const RootDir& root, const LogSource& source) {
  LetIn found;
  found.see(end_of_log(root, source, kEnd));
  if (found.all >= kEnough) return found;
  found = {};
  int files = 0;
  read_ends_of_log(root, source, kLongerEnd, [&](std::string_view end) {
    found.see(end);
    return found.all < kEnough && ++files < kFiles;
  });
  return found;
}

}  // namespace

std::vector<IpAddress> addresses_logged_in_to(const RootDir& root, const Server& server) {
  LetIn logins;
  for (const LogSource& source : server.logs) {
    if (source.kind != LogKind::dovecot) continue;
    const LetIn found = let_in_by(root, source);
    logins.all += found.all;
    for (const auto& [address, count] : found.at) logins.at[address] += count;
  }
  std::vector<IpAddress> own;
  for (const auto& [address, count] : logins.at)
    if (count >= kLogins && count * kShare >= logins.all) own.push_back(address);
  return own;
}

}  // namespace queuehound
