// Holds what parse_spool_header reads for a scan against the whole: for a table test and for the
// fuzzer.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "formats/spool_header.h"

namespace queuehound {

inline bool is_same_recipient(const SpoolRecipient& a, const SpoolRecipient& b) {
  return a.address == b.address && a.errors_to == b.errors_to && a.raw == b.raw &&
         a.is_done == b.is_done;
}

inline std::vector<std::string_view> live_lines(const SpoolHeader& whole) {
  std::vector<std::string_view> lines;
  for (const SpoolHeaderLine& line : whole.headers)
    if (line.flag != '*') lines.push_back(line.raw);
  return lines;
}

// The field that differs; "" where all that SpoolParts::survey promises is the same.
inline std::string survey_parts_differ(const SpoolHeader& whole, const SpoolHeader& survey) {
  if (survey.damage != whole.damage) return "damage";
  if (survey.id != whole.id) return "id";
  if (survey.login != whole.login || survey.uid != whole.uid || survey.gid != whole.gid)
    return "login";
  if (survey.sender != whole.sender) return "sender";
  if (survey.received_at != whole.received_at) return "received_at";
  if (survey.has_host != whole.has_host || survey.host_address != whole.host_address ||
      survey.host_port != whole.host_port)
    return "host";
  if (survey.helo_name != whole.helo_name) return "helo_name";
  if (survey.host_auth != whole.host_auth) return "host_auth";
  if (survey.ident != whole.ident) return "ident";
  if (survey.auth_id != whole.auth_id) return "auth_id";
  if (survey.is_frozen != whole.is_frozen) return "is_frozen";
  if (survey.non_recipients != whole.non_recipients) return "non_recipients";
  if (!std::ranges::equal(survey.recipients, whole.recipients, is_same_recipient))
    return "recipients";
  if (survey.live_headers != whole.live_headers) return "live_headers";
  if (survey.live_headers != live_lines(whole)) return "live_headers and headers";
  return survey.live_header_bytes == whole.live_header_bytes ? "" : "live_header_bytes";
}

}  // namespace queuehound
