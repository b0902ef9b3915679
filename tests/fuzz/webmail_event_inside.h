// What a webmail's parser says of a line lies in the line.
#pragma once

#include <optional>
#include <string>

#include "formats/webmail_log.h"
#include "inside.h"

namespace queuehound {

inline void check_views(std::string_view text, const std::optional<WebmailEvent>& event) {
  if (!event) return;
  for (const auto part :
       {event->user, event->client, event->peer, event->forwarded_for, event->session,
        event->method, event->target, event->message_id, event->recipients}) {
    require_inside(text, part);
  }
}

// Typed text as a log's line can hold it.
inline std::string one_line(std::string_view typed) {
  std::string line;
  for (const char c : typed.substr(0, 200)) line += c < ' ' ? '?' : c;
  return line;
}

}  // namespace queuehound
