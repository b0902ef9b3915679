// What one line of a webmail's log tells, whichever webmail it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "formats/syslog_stamp.h"

namespace queuehound {

struct WebmailEvent {
  enum class Kind : std::uint8_t { login, failure, send, request, logout };
  Kind kind = Kind::request;
  std::string_view user;  // mailbox as logged
  // Address of the person: the one that connected, or what X-Forwarded-For says where a loopback or
  // private one did (a proxy of ours). A stranger's own X-Forwarded-For names nobody.
  std::string_view client;
  std::string_view peer;           // the address that connected
  std::string_view forwarded_for;  // as logged, believed or not
  std::string_view session;
  bool has_wall = false;
  WallClock wall;  // in `zone_seconds` if has_zone, else the server's zone
  bool has_zone = false;
  std::int32_t zone_seconds = 0;
  std::optional<SyslogStamp>
      syslog;                       // through syslog (log_driver) Roundcube's own stamp is left out
  std::string_view method, target;  // cPanel's access_log: what was asked for
  int status = 0;
  std::string_view message_id, recipients;  // Roundcube's sendmail.log: "Message <id> for a@b"
  bool tells_sender = false;        // Exim sees no login of such a letter: this line alone tells
  bool keeps_mailbox_open = false;  // by a program that logs in once for many requests
  bool is_poll = false;             // an open page asks for news by itself, minute by minute
  // The line ends inside a name that was tried: whoever typed it wrote what the next lines say.
  bool is_broken_off = false;
};

}  // namespace queuehound
