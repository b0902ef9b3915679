// Files written by SFTP, as OpenSSH's own server tells syslog (internal-sftp or sftp-server with
// -l INFO, or sshd for a session that is locked into a folder). Whose session it is stands in one
// line, what was written in others: they have the pid in common, which syslog's frame holds.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace queuehound {

struct SftpEvent {
  enum class Kind : std::uint8_t { session, write, close, end, other };
  Kind kind = Kind::other;
  std::string_view user, client;  // session, end
  std::string_view path;          // write, close: as the client sees it, inside its root
  std::int64_t bytes = -1;        // close: bytes written
};

// `text` behind "internal-sftp[123]: ".
std::optional<SftpEvent> parse_sftp_text(std::string_view text);

}  // namespace queuehound
