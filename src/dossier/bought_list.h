// How letters fare: of a bought or invented list many people never existed.
#pragma once

#include <cstdint>
#include <span>

#include "evidence/ledger.h"

namespace queuehound {

struct ListFate {  // of letters, by recipient
  std::uint64_t letters = 0, recipients = 0;
  std::uint64_t tried = 0, dead = 0;  // told by their servers; that nobody has the address

  void add(const Ledger& ledger, const Message& message) {
    ++letters;
    recipients += message.recipients;
    ledger.for_each_recipient_of(message, [&](const RecipientEntry& recipient) {
      tried += recipient.outcome == Outcome::delivered || recipient.outcome == Outcome::failed;
      dead += recipient.is_unknown_recipient;
    });
  }
  void add(const ListFate& other) {
    letters += other.letters;
    recipients += other.recipients;
    tried += other.tried;
    dead += other.dead;
  }
  bool is_dead(std::uint64_t least, std::uint64_t one_of) const {
    return dead >= least && dead * one_of >= tried;
  }
};

inline ListFate fate_of(const Ledger& ledger, std::span<const MessageIndex> messages) {
  ListFate fate;
  for (const MessageIndex index : messages) fate.add(ledger, ledger.messages[index]);
  return fate;
}

}  // namespace queuehound
