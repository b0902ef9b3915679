// Where a mailbox is read: sessions of IMAP, POP3 and webmails by network. Where no log tells of
// them, where it writes from.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>

#include "dossier/dossier.h"

namespace queuehound {

struct PlaceOfReading {  // from one neighbourhood (neighbourhood_of)
  std::uint32_t sessions = 0;
  Time first = Time::max(), last = Time::min();

  void add(std::uint32_t more, Time since, Time until) {
    sessions += more;
    first = std::min(first, since);
    last = std::max(last, until);
  }
  // Three sessions and more, over two hours at least: no look in passing.
  bool is_for_hours() const { return sessions >= 3 && last - first >= seconds(7200); }
};
// A working day begins so long before the next one does.
inline constexpr seconds kTheDayBefore{57600};

using Readings = std::map<IpAddress, PlaceOfReading>;  // by the neighbourhood's base

// No log of whoever serves mailboxes: an unread one is as any other then, and who reads where he
// writes cannot be told from who does not.
bool is_reading_untold(const CaseFile& file);

// `user`: string id of the mailbox. Webmails here tell who was at it by them: then what they fetch
// from this server is for him, and no second place of a reader's.
bool do_webmails_tell(const CaseFile& file, std::uint32_t user);

// As far back as logs go.
Readings readings_of(const CaseFile& file, std::uint32_t user);

// The same of the letters it sent before `until`, each as a session; nothing where `until` lies
// before the window, whose letters alone are known one by one.
Readings writings_of(const CaseFile& file, std::uint32_t user, Time until);

// Each time that it was let in from near `address` (a string id), to read or to send, as far back
// as logs go.
PlaceOfReading use_near(const CaseFile& file, std::uint32_t user, std::uint32_t address);

// Somebody reads it by a webmail here: then a person sends from this server too, whoever he is.
bool is_read_by_webmail(const CaseFile& file, const std::string& mailbox);

// Null where it is not read from near `address` (a string id).
const PlaceOfReading* reading_near(const CaseFile& file, const Readings& readings,
                                   std::uint32_t address);

}  // namespace queuehound
