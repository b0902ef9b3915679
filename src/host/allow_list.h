// /etc/queuehound/allow: whom the administrator vouches for. Addresses and networks on it are never
// blocked, mailboxes, accounts, lists and scripts on it never named. One a line, with who put it
// there and when behind a '#':
//   ip:192.0.2.7  # 2026-11-26T14:00:00Z alice: our office
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/root_dir.h"
#include "host/config.h"
#include "mail/asked_subject.h"

namespace queuehound {

constexpr std::string_view kAllowFile = "/etc/queuehound/allow";

struct AllowedSubject {
  AskedSubject subject;
  std::string note;  // "2026-11-26T14:00:00Z alice: our office"; any bytes but a line's end
};

// What may stand on the list; incidents, messages and domains may not, and the text says why.
Result<AskedSubject> parse_allowed(std::string_view typed);

// Why a network is wider than whoever it is meant for; "": it is not. No provider's customer and no
// office has more than these, and every attacker in it would be out of reach.
std::string why_too_wide(const AskedSubject& subject);

// Errors name the line: a misspelt protection is no protection.
Result<std::vector<AllowedSubject>> parse_allow_list(std::string_view text);

// The text with one more line, or without the lines of one subject; every other byte stays.
std::string with_allowed(std::string_view text, const AllowedSubject& added);
std::string without_allowed(std::string_view text, const AskedSubject& gone);

// Adds what is on the list to the settings. No file: nothing.
Result<> honour_allow_list(const RootDir& root, Config& config);

}  // namespace queuehound
