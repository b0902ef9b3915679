// One message as `queue show` shows it: envelope, headers, the head of its body, its lines in the
// main log; for people and for programs.
#pragma once

#include <string>

#include "base/time.h"
#include "formats/spool_header.h"
#include "report/text_options.h"
#include "survey/find_lines.h"

namespace queuehound {

struct ShownMessage {
  std::string id;
  std::string file = {};        // its -H, inside the server; "" where it is nowhere
  std::string quarantine = {};  // the name of its folder there; "" in the queue
  std::string header_bytes = {}, journal_bytes = {}, body = {};
  std::string actor = {};         // who can answer for it, by the spool
  bool is_body_cut = false;       // there is more of it
  bool has_data = false;          // a -D stands beside the -H
  std::string body_trouble = {};  // why it could not be read
  MessageLines life = {};
};

// Views into `message`; what damage left unread is empty, but for the time, which its name tells.
SpoolHeader header_of(const ShownMessage& message);

std::string message_text(const ShownMessage& message, const TimeZone& zone,
                         const TextOptions& options);
// The document "queuehound/message/1".
std::string message_json(const ShownMessage& message, Time now, const TimeZone& zone);

}  // namespace queuehound
