#include "survey/login_signs.h"

#include "formats/login_line.h"
#include "host/tree.h"
#include "survey/unread_lines.h"

namespace queuehound {
namespace {

constexpr std::size_t kTail = 1u << 20;

void learn_line(std::string_view line, std::string_view path, LoginSigns& signs) {
  using Kind = DovecotEvent::Kind;
  const auto syslog = parse_syslog_line(line);
  const auto event = syslog ? parse_login_line(*syslog) : std::nullopt;
  if (!event || (event->kind != Kind::login && event->kind != Kind::failure)) return;
  ++signs.logins;
  if (!event->rip.empty())
    ++signs.with_address;
  else if (signs.path.empty())
    signs.path = path;
}

}  // namespace

LoginSigns read_login_signs(const RootDir& root, const Server& server) {
  LoginSigns signs;
  for (const LogSource& log : server.logs) {
    if (log.kind != LogKind::dovecot) continue;
    for_each_readable_line(tail_of(root, log.path, kTail),
                           [&](std::string_view line) { learn_line(line, log.path, signs); });
  }
  return signs;
}

}  // namespace queuehound
