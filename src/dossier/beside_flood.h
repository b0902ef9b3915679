// A flood by a mailbox whose places no older log tells, and letters beside it from elsewhere: which
// of them are its owner's?
#pragma once

#include <cstdint>
#include <map>
#include <set>

#include "dossier/dossier.h"
#include "dossier/likeness.h"
#include "dossier/readings.h"

namespace queuehound {

// Over hours, from one place alone, few letters to few people that nobody turned away, while many
// of the others were; and of other texts, or from where alone the mailbox is read, or was used on
// the day before. Or a newsletter of the owner's: one letter each of its own text, to a list as
// good as any, beside others whose letters are turned away far more often. A botnet's hosts are
// many, of which no one stands out; a thief with a good list at one place and a bought one at
// others keeps that place unblocked, and loses the password. After find_clients.
class BesideFlood {
 public:
  BesideFlood(const CaseFile& file, const Likeness& likeness, const Dossier& dossier);

  bool is_innocent(const Client& client) const;

 private:
  struct Sent {
    PlaceOfReading use;  // sessions of reading, and when it was used by any door
    std::uint64_t letters = 0, people = 0, tried = 0, turned_away = 0, untitled = 0;
    std::set<const Alike*> texts;
  };
  void add(const Message& message, const Alike* text, Sent& sent);
  bool has_own_texts(const Sent& here) const;
  bool is_of_owner_by_hand(const Sent& here) const;
  bool is_newsletter(const Sent& here) const;
  bool is_innocent(const Sent& here) const;

  const CaseFile& file_;
  std::map<IpAddress, Sent> sent_;  // by neighbourhood
  std::map<const Alike*, std::uint32_t> places_of_text_;
  Sent all_;
  std::uint32_t readings_ = 0;                       // places
  Time first_ = Time::max(), second_ = Time::max();  // when the two oldest places were first used
  std::set<IpAddress> innocent_;
};

}  // namespace queuehound
