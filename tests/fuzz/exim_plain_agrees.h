// Holds what formats/exim_plain reads against the whole parsers: for a table test and for the
// fuzzer. Each function names the field that differs; "" where the line is not plain, or all is the
// same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/exim_log.h"
#include "formats/exim_plain.h"
#include "formats/plain_connection.h"
#include "mail/address.h"

namespace queuehound {

inline bool is_same_client(const PlainClient& plain, const EximHost& whole) {
  return plain.name == whole.name && plain.helo == whole.helo && plain.ip == whole.ip;
}

inline std::string plain_arrival_differs(std::string_view text) {
  PlainArrival plain;
  std::vector<std::string_view> recipients, wanted;
  if (!read_plain_arrival(text, plain, recipients)) return "";
  const auto whole = parse_exim_arrival(text);
  if (!whole) return "is no arrival";
  if (!whole->unparsed.empty()) return "unparsed";
  if (whole->is_ambiguous) return "is ambiguous";
  if (plain.sender != whole->sender) return "sender";
  if (plain.bounced_id != whole->bounced_id) return "bounced_id";
  if (plain.has_host != whole->host.present) return "host.present";
  if (!is_same_client(plain.client, whole->host)) return "host";
  if (plain.user != whole->user) return "user";
  if (plain.protocol != whole->protocol) return "protocol";
  if (plain.auth_id != whole->auth_id) return "auth_id";
  if (plain.has_login != (!whole->auth.empty() || !whole->auth_id.empty())) return "has_login";
  if (plain.message_id != whole->message_id) return "message_id";
  if (plain.subject != whole->subject || plain.has_subject != whole->has_subject) return "subject";
  if (plain.size != whole->size) return "size";
  for_each_recipient(whole->recipients,
                     [&](std::string_view recipient) { wanted.push_back(recipient); });
  return recipients == wanted ? "" : "recipients";
}

inline std::string plain_delivery_differs(EximLineKind kind, std::string_view text) {
  PlainDelivery plain;
  if (!read_plain_delivery(kind, text, plain)) return "";
  const auto whole = parse_exim_delivery(kind, text);
  if (!whole) return "is no delivery";
  if (!whole->unparsed.empty()) return "unparsed";
  if (whole->is_ambiguous) return "is ambiguous";
  if (plain.final_address != whole->final_address) return "final_address";
  if (plain.recipient != whole->recipient()) return "recipient";
  if (plain.domain != domain_of(whole->recipient())) return "domain";
  if (plain.has_host != whole->host.present) return "host.present";
  if (plain.host_ip != whole->host.ip) return "host.ip";
  if (plain.confirmation != whole->confirmation) return "confirmation";
  if (plain.reason != whole->reason) return "reason";
  return whole->is_discard ? "is_discard" : "";
}

inline std::string plain_reject_differs(std::string_view text) {
  PlainReject plain;
  if (!read_plain_reject(text, plain)) return "";
  const auto whole = parse_exim_reject(text);
  if (!whole) return "is no refusal";
  if (whole->is_ambiguous) return "is ambiguous";
  if (whole->what != EximReject::What::rcpt) return "what";
  if (!whole->host.present || !is_same_client(plain.client, whole->host)) return "host";
  if (plain.sender != whole->sender) return "sender";
  if (!whole->auth.empty()) return "auth";
  if ("<" + std::string(plain.recipient) + ">" != whole->argument) return "argument";
  if (plain.reason != whole->reason) return "reason";
  return plain.is_temporary == whole->is_temporary ? "" : "is_temporary";
}

inline std::string plain_auth_failure_differs(std::string_view text) {
  PlainAuthFailure plain;
  if (!read_plain_auth_failure(text, plain)) return "";
  const auto whole = parse_exim_auth_failure(text);
  if (!whole) return "is no failed login";
  if (whole->is_ambiguous) return "is ambiguous";
  if (!is_same_client(plain.client, whole->host)) return "host";
  if (plain.code != whole->code) return "code";
  return plain.set_id == whole->set_id ? "" : "set_id";
}

inline std::string plain_cwd_differs(std::string_view text) {
  const std::string_view directory = read_plain_cwd(text);
  if (directory.empty()) return "";
  const auto whole = parse_exim_cwd(text);
  if (!whole || !whole->is_complete) return "is not complete";
  return whole->directory == directory ? "" : "directory";
}

// A reader of whole logs takes the frame of a line whose minute it knows by another way.
inline std::string usual_frame_differs(std::string_view line) {
  EximFrameReader reader;
  EximFrame first, again;
  const bool is_framed = reader.read(line, first);
  if (reader.read(line, again) != is_framed) return "is framed";
  if (!is_framed) return "";
  if (first.wall.seconds != again.wall.seconds) return "wall";
  if (first.has_zone != again.has_zone || first.zone_seconds != again.zone_seconds) return "zone";
  if (first.pid != again.pid || first.millisecond != again.millisecond) return "pid";
  if (first.id != again.id) return "id";
  if (first.text != again.text) return "text";
  const EximLineKind marks = first.id.empty() ? EximLineKind::other : kind_of_marks(first.text);
  return marks == EximLineKind::other || marks == classify_exim_text(first) ? "" : "marks";
}

// By the kind that the line has, as the learner of whole logs asks.
inline std::string plain_line_differs(const EximFrame& frame) {
  const EximLineKind kind = classify_exim_text(frame);
  PlainReject reject;
  PlainAuthFailure failure;
  if (read_plain_reject(frame.text, reject) && kind != EximLineKind::reject) return "kind";
  if (frame.id.empty() && read_plain_auth_failure(frame.text, failure) &&
      kind != EximLineKind::auth_failure)
    return "kind";
  switch (kind) {
    case EximLineKind::arrival:
    case EximLineKind::fake_reject:
      return plain_arrival_differs(frame.text.substr(3));
    case EximLineKind::delivery:
    case EximLineKind::additional:
    case EximLineKind::cutthrough:
    case EximLineKind::failure:
    case EximLineKind::deferral:
      return plain_delivery_differs(kind, frame.text.substr(3));
    case EximLineKind::reject:
      return plain_reject_differs(frame.text);
    case EximLineKind::auth_failure:
      return plain_auth_failure_differs(frame.text);
    case EximLineKind::cwd:
      return plain_cwd_differs(frame.text);
    case EximLineKind::connection:
      return is_plain_connection(frame.text) && !parse_exim_connection(frame.text) ? "connection"
                                                                                   : "";
    default:
      return "";
  }
}

}  // namespace queuehound
