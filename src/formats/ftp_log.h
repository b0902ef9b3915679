// Who put which file where by FTP, in the words of each server: xferlog (wu-ftpd's form, also of
// ProFTPD and vsftpd), vsftpd's own log, Pure-FTPd's syslog lines, and the web-like form of
// Pure-FTPd's altlog and ProFTPD's ExtendedLog.
//
// A file name is the client's text and may imitate what stands behind it, so everything behind a
// name is read from the right end of the line; a user name stands before a verdict of the server,
// and the whole rest of the line must have that verdict's shape.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace queuehound {

struct FtpEvent {
  enum class Kind : std::uint8_t { upload, login, other };
  Kind kind = Kind::other;
  std::string_view user;    // account or virtual user; empty where the line does not tell
  std::string_view client;  // address, or a host name where the server resolves it
  std::string_view path;    // as logged: absolute, or below the client's root or folder
  bool is_percent_encoded = false;
  std::int64_t bytes = -1;
  WallClock wall;  // in the server's zone, unless has_instant
  bool has_instant = false;
  Time at{};
};

// "Thu Nov 26 10:15:01 2026 1 192.0.2.5 1234 /a b.php b _ i r user ftp 0 * c"
std::optional<FtpEvent> parse_xferlog_line(std::string_view line);
// "Thu Nov 26 10:15:01 2026 [pid 7] [user] OK UPLOAD: Client "192.0.2.5", "/x.php", 9 bytes, ..."
std::optional<FtpEvent> parse_vsftpd_line(std::string_view line);
// Behind syslog's "pure-ftpd: ": "(user@192.0.2.5) [NOTICE] /home/user//x.php uploaded  (9 bytes,
// 4.50KB/sec)". Without a stamp: syslog's frame has it.
std::optional<FtpEvent> parse_pure_ftpd_text(std::string_view text);
// `192.0.2.5 - user [26/Nov/2026:10:15:01 +0000] "PUT /home/x.php" 200 9`; STOR where ProFTPD
// writes it.
std::optional<FtpEvent> parse_ftp_request_line(std::string_view line);

// Any form that is a file's own (all but syslog's).
std::optional<FtpEvent> parse_ftp_line(std::string_view line);

}  // namespace queuehound
