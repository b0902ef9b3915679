// Where a mailbox is read: sessions of IMAP, POP3 and webmails by network.
#pragma once

#include <cstdint>
#include <map>

#include "verdict/dossier.h"

namespace queuehound {

struct Reading {  // from one neighbourhood (neighbourhood_of)
  std::uint32_t sessions = 0;
  Time first = Time::max(), last = Time::min();

  // Three sessions and more, over two hours at least: no look in passing.
  bool is_for_hours() const { return sessions >= 3 && last - first >= seconds(7200); }
};
using Readings = std::map<IpAddress, Reading>;  // by the neighbourhood's base

// `user`: string id of the mailbox. As far back as logs go.
Readings readings_of(const CaseFile& file, std::uint32_t user);

// Null where it is not read from near `address` (a string id).
const Reading* reading_near(const CaseFile& file, const Readings& readings, std::uint32_t address);

}  // namespace queuehound
